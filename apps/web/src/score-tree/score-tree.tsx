import { type ScoreNode } from '#contracts';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useWords } from '../language/use-words.js';
import { InputRow, NodeRow } from './tree-row.js';
import { type TreeRow, visibleRows } from './tree-rows.js';
import './score-tree.css';

interface Tree {
  tree: readonly ScoreNode[];
  caption: string;
  unit: string;
  total?: { value?: number; before?: { period: string; value: number }; decimals: number };
  /** Ids that are open at first; else one level. */
  openAtFirst?: readonly string[];
}

/** What a score is made of, down to the observation with its revision and the time when it was recorded. */
export function ScoreTree({ tree, caption, unit, total, openAtFirst = [] }: Tree) {
  const { t, number, period } = useWords();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(openAtFirst));
  const [current, setCurrent] = useState<string>();
  const table = useRef<HTMLTableElement>(null);
  const rows = visibleRows(tree, open);
  const toggle = (id: string, wanted: boolean) =>
    setOpen((before) => new Set(wanted ? [...before, id] : [...before].filter((each) => each !== id)));
  const focus = (id: string | undefined) => {
    if (!id) return;
    setCurrent(id);
    table.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const step = stepOf(event.key, rows, open, current ?? rows[0]?.id);
    if (!step) return;
    event.preventDefault();
    if (step.toggle !== undefined) toggle(step.id, step.toggle);
    else focus(step.id);
  };
  return (
    <div className="scroll">
      <table role="treegrid" className="score-tree" aria-label={caption} ref={table} onKeyDown={press}>
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('tree.part')}
            </th>
            <th role="columnheader" scope="col" className="number">
              {t('tree.share')}
            </th>
            <th role="columnheader" scope="col" className="number">
              {t('tree.measured')}
            </th>
            <th role="columnheader" scope="col">
              {t('tree.score')}
            </th>
            <th role="columnheader" scope="col" className="number">
              {t('tree.contribution')}
            </th>
          </tr>
        </thead>
        <tbody>
          {total?.value !== undefined && (
            <tr role="row" className="total" aria-level={1}>
              <th role="rowheader" scope="row">
                {t('tree.total')}
              </th>
              <td role="gridcell" className="number">
                {number(100, 0)}%
              </td>
              <td role="gridcell" />
              <td role="gridcell" className="small muted">
                {total.before &&
                  `${period(total.before.period)}: ${number(total.before.value, total.decimals)}`}
              </td>
              <td role="gridcell" className="number">
                <b>{number(total.value, total.decimals)}</b>
              </td>
            </tr>
          )}
          {rows.map((row) => {
            const shared = {
              row,
              reachable: row.id === (current ?? rows[0]?.id),
              onFocus: () => setCurrent(row.id),
            };
            return row.kind === 'node' ? (
              <NodeRow
                key={row.id}
                {...shared}
                row={row}
                tree={tree}
                unit={unit}
                isOpen={open.has(row.id)}
                onToggle={() => toggle(row.id, !open.has(row.id))}
              />
            ) : (
              <InputRow key={row.id} {...shared} row={row} />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface Step {
  id: string;
  toggle?: boolean;
}

/** Keys of a treegrid: up and down walk, right opens or enters, left closes or goes to the parent. */
function stepOf(
  key: string,
  rows: readonly TreeRow[],
  open: ReadonlySet<string>,
  current: string | undefined,
): Step | undefined {
  const at = rows.findIndex((row) => row.id === current);
  const row = rows[at];
  if (!row) return undefined;
  const to = (target: TreeRow | undefined): Step | undefined => (target ? { id: target.id } : undefined);
  switch (key) {
    case 'ArrowDown':
      return to(rows[at + 1]);
    case 'ArrowUp':
      return to(rows[at - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      return row.openable && !open.has(row.id)
        ? { id: row.id, toggle: true }
        : to(rows[at + 1]?.parent === row.id ? rows[at + 1] : undefined);
    case 'ArrowLeft':
      return open.has(row.id) ? { id: row.id, toggle: false } : row.parent ? { id: row.parent } : undefined;
    default:
      return undefined;
  }
}
