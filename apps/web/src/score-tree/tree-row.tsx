import { type ScoreNode } from '#contracts';
import { Link } from 'wouter';
import { measured } from '../language/measure.js';
import { useWords } from '../language/use-words.js';
import { useTint } from '../live/use-tint.js';
import { cellStateOf } from '../marks/cell-state.js';
import { DemoTag } from '../marks/tags.js';
import { useLinkTo } from '../shell/view-state.js';
import { sharesOf, type TreeRow } from './tree-rows.js';

interface Shared {
  reachable: boolean;
  onFocus: () => void;
}
type NodeLine = Extract<TreeRow, { kind: 'node' }>;
type InputLine = Extract<TreeRow, { kind: 'input' }>;

const places = (row: TreeRow) => ({
  role: 'row',
  'aria-level': row.level,
  'aria-posinset': row.position,
  'aria-setsize': row.siblings,
  'data-row': row.id,
});

interface NodeProps extends Shared {
  row: NodeLine;
  tree: readonly ScoreNode[];
  unit: string;
  decimals: number;
  isOpen: boolean;
  onToggle: () => void;
}

export function NodeRow({ row, tree, unit, decimals, isOpen, onToggle, reachable, onFocus }: NodeProps) {
  const words = useWords();
  const { t, number, percent, name } = words;
  const linkTo = useLinkTo();
  const { node } = row;
  const tinted = useTint(`${node.value} ${node.score}`);
  const share = sharesOf(siblingsOf(tree, row.id)).get(node.code);
  return (
    <tr
      {...places(row)}
      {...(row.openable && { 'aria-expanded': isOpen })}
      className={tinted ? 'tinted' : ''}
      tabIndex={reachable ? 0 : -1}
      onFocus={onFocus}
    >
      <th role="rowheader" scope="row" style={{ paddingInlineStart: `${(row.level - 1) * 1.125}rem` }}>
        <span className="part">
          {row.openable ? (
            <button
              type="button"
              className="opener"
              tabIndex={-1}
              aria-label={t(isOpen ? 'tree.close' : 'tree.open', { name: name(node) })}
              onClick={onToggle}
            >
              {isOpen ? '−' : '+'}
            </button>
          ) : (
            <span className="opener" aria-hidden="true" />
          )}
          {node.kind === 'indicator' ? (
            <Link href={linkTo(`/series/${node.code}/${unitOf(node) ?? unit}`)}>{name(node)}</Link>
          ) : (
            name(node)
          )}{' '}
          <small className="muted">{node.code}</small> {node.demo && row.level === 1 && <DemoTag short />}
        </span>
      </th>
      <td role="gridcell" className="number">
        {share === undefined ? '' : percent(100 * share, 0)}
      </td>
      <td role="gridcell" className="number">
        {node.value !== undefined && node.kind === 'indicator'
          ? measured(words, node.value, node.unitOfMeasure ?? '')
          : ''}
      </td>
      <td role="gridcell">
        <NodeScore node={node} decimals={decimals} />
      </td>
      <td role="gridcell" className="number">
        {node.contribution === undefined ? '–' : number(node.contribution, decimals)}
      </td>
    </tr>
  );
}

const unitOf = (node: ScoreNode) => node.inputs?.[0]?.unit;

function siblingsOf(tree: readonly ScoreNode[], id: string): readonly ScoreNode[] {
  return id
    .split('/')
    .slice(0, -1)
    .reduce<readonly ScoreNode[]>(
      (level, code) => level.find((node) => node.code === code)?.children ?? [],
      tree,
    );
}

/** Score with its rating; a part that did not enter says why. */
function NodeScore({ node, decimals }: { node: ScoreNode; decimals: number }) {
  const { t, number } = useWords();
  if (node.score === undefined)
    return <span className="chip fill rated-no-data">{t(`input.${node.state}`)}</span>;
  const state = cellStateOf({ ...(node.rating && { rating: node.rating }) });
  const word = node.rating ? ` ${t(`rating.${state}`)}` : '';
  const flags = [...(node.flags ?? []), ...(node.state === 'present' ? [] : [node.state])];
  return (
    <>
      <span className={node.rating ? `chip fill rated-${state}` : 'plain-score'}>
        {number(node.score, decimals)}
        {word}
      </span>
      {flags.length > 0 && (
        <small className="muted"> {flags.map((flag) => t(`input.${flag}`, flag)).join(', ')}</small>
      )}
    </>
  );
}

/** The observation itself: value, fraction, revision and when it was recorded. */
export function InputRow({ row, reachable, onFocus }: Shared & { row: InputLine }) {
  const words = useWords();
  const { t, number, instant, period } = words;
  const { input } = row;
  const fraction = input.numerator !== undefined && input.denominator !== undefined;
  return (
    <tr {...places(row)} className="observation" tabIndex={reachable ? 0 : -1} onFocus={onFocus}>
      <th role="rowheader" scope="row" style={{ paddingInlineStart: `${(row.level - 1) * 1.125 + 1.5}rem` }}>
        {t('tree.observation', { unit: input.unit, period: period(input.period) })}{' '}
        <small className="muted">{input.observation}</small>
      </th>
      <td role="gridcell" className="number small">
        {fraction && `${number(input.numerator ?? 0, 0)}/${number(input.denominator ?? 0, 0)}`}
      </td>
      <td role="gridcell" className="number">
        <b>{measured(words, input.value, row.unitOfMeasure)}</b>
      </td>
      <td role="gridcell" className="small">
        {t('tree.revision', { revision: input.revision })} {input.demo && <DemoTag short />}
      </td>
      <td role="gridcell" className="number small">
        {t('tree.recorded', { at: instant(input.recordedAt) })}
      </td>
    </tr>
  );
}
