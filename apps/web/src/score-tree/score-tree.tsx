import { type ScoreNode } from '#contracts';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useWords } from '../language/use-words.js';
import { stepOf } from './tree-keys.js';
import { InputRow, NodeRow } from './tree-row.js';
import { visibleRows } from './tree-rows.js';
import './score-tree.css';

interface Total {
  value?: number;
  before?: { period: string; value: number };
  decimals: number;
}

interface Tree {
  tree: readonly ScoreNode[];
  caption: string;
  unit: string;
  total?: Total;
  /** Ids that are open at first; else one level. */
  openAtFirst?: readonly string[];
}

/** What a score is made of, down to the observation with its revision and the time when it was recorded. */
export function ScoreTree({ tree, caption, unit, total, openAtFirst = [] }: Tree) {
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
        <Head />
        <tbody>
          {total?.value !== undefined && <TotalRow total={total} value={total.value} />}
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
                decimals={total?.decimals ?? 1}
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

function Head() {
  const { t } = useWords();
  return (
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
  );
}

/** The whole, with the score of the period before beside it. */
function TotalRow({ total, value }: { total: Total; value: number }) {
  const { t, number, period } = useWords();
  const { before, decimals } = total;
  return (
    <tr role="row" className="total" aria-level={1}>
      <th role="rowheader" scope="row">
        {t('tree.total')}
      </th>
      <td role="gridcell" className="number">
        {number(100, 0)}%
      </td>
      <td role="gridcell" />
      <td role="gridcell" className="small muted">
        {before && `${period(before.period)}: ${number(before.value, decimals)}`}
      </td>
      <td role="gridcell" className="number">
        <b>{number(value, decimals)}</b>
      </td>
    </tr>
  );
}
