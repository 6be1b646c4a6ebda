import { type IndexBridge } from '#contracts';
import { scaleLinear } from 'd3-scale';
import { ChartFrame } from '../charts/chart-frame.js';
import { useWords } from '../language/use-words.js';

const ROW = 24;

interface Bar {
  label: string;
  from: number;
  to: number;
  kind: 'end' | 'part';
}

/** From one year to the other as steps: the parts and the rounding add up to the change. */
export function Bridge({ bridge }: { bridge: IndexBridge }) {
  const { t, number, change, name, period } = useWords();
  const { from, to, rest } = bridge;
  let reached = from.value;
  const steps = [
    ...bridge.parts.map((part) => ({ label: name(part), change: part.change })),
    { label: t('bridge.rounding'), change: rest },
  ];
  const bars: Bar[] = [
    { label: period(from.period), from: from.value, to: from.value, kind: 'end' },
    ...steps.map((step): Bar => ({
      label: step.label,
      from: reached,
      to: (reached += step.change),
      kind: 'part',
    })),
    { label: period(to.period), from: to.value, to: to.value, kind: 'end' },
  ];
  const title = t('bridge.title', { change: change(bridge.change, 2), from: from.period, to: to.period });
  const best = bridge.parts[0];
  const summary = `${t('bridge.summary', { first: number(from.value, 2), last: number(to.value, 2) })}${best ? ` ${t('bridge.most', { component: name(best), change: change(best.change, 2) })}` : ''}`;
  return (
    <section className="card">
      <h2>
        {title} <span className="muted small">{t('bridge.note')}</span>
      </h2>
      <ChartFrame summary={summary} height={ROW * bars.length + 4} table={<BridgeTable bars={bars} />}>
        {(width) => <Steps bars={bars} width={width} />}
      </ChartFrame>
    </section>
  );
}

function Steps({ bars, width }: { bars: readonly Bar[]; width: number }) {
  const { number, change } = useWords();
  const values = bars.flatMap((bar) => [bar.from, bar.to]);
  const low = Math.min(...values) - 1;
  const label = Math.min(230, width * 0.42);
  const x = scaleLinear([low, Math.max(...values)], [label, width - 52]);
  return bars.map((bar, at) => {
    const y = ROW * at + 4;
    const [left, right] =
      bar.kind === 'end' ? [low, bar.to] : [Math.min(bar.from, bar.to), Math.max(bar.from, bar.to)];
    const colour =
      bar.kind === 'end' ? 'var(--accent)' : bar.to < bar.from ? 'var(--redtext)' : 'var(--grntext)';
    return (
      <g key={bar.label}>
        <text className={bar.kind === 'end' ? 'strong' : ''} x={0} y={y + 13}>
          {shortened(bar.label, label)}
        </text>
        <rect x={x(left)} width={Math.max(1.5, x(right) - x(left))} y={y + 2} height={14} fill={colour} />
        <text className="strong" x={x(right) + 5} y={y + 13}>
          {bar.kind === 'end' ? number(bar.to, 2) : change(bar.to - bar.from, 2)}
        </text>
      </g>
    );
  });
}

/** Full names stand in the table below; the picture has room for about one letter in 7 px. */
const shortened = (label: string, room: number) =>
  label.length * 7 > room ? `${label.slice(0, Math.floor(room / 7) - 1)}…` : label;

function BridgeTable({ bars }: { bars: readonly Bar[] }) {
  const { t, number, change } = useWords();
  return (
    <table className="dense">
      <caption className="hidden-text">{t('bridge.note')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('tree.part')}</th>
          <th scope="col" className="number">
            {t('moved.change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.label}>
            <th scope="row">{bar.label}</th>
            <td className="number">
              {bar.kind === 'end' ? number(bar.to, 2) : change(bar.to - bar.from, 2)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
