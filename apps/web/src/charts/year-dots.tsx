import { type IndexPageResponse, type IndexYear } from '#contracts';
import { scaleLinear } from 'd3-scale';
import { useWords } from '../language/use-words.js';
import { indexCodeOf, standingOf } from '../overview/standing.js';
import { ChartFrame } from './chart-frame.js';
import { Legend } from './legend.js';

const ROW = 24;
const TOP = 26;

/** One strip a year: each province a dot, ours filled; the median only where all provinces are in. */
export function YearDots({ page }: { page: IndexPageResponse }) {
  const { t } = useWords();
  const { years } = page;
  return (
    <section className="card">
      <h2>
        {t('dots.title')} <span className="muted small">{t('dots.note')}</span>
      </h2>
      <ChartFrame summary={useSummary(page)} height={TOP + ROW * years.length + 4}>
        {(width) => <Strips years={years} width={width} />}
      </ChartFrame>
      <Legend
        items={[
          { sign: 'dot', means: t('dots.ours') },
          { sign: 'dot grey', means: t('dots.others') },
          { sign: 'tick', means: t('dots.median') },
          { sign: 'hatch', means: t('missing.not-published') },
        ]}
      />
    </section>
  );
}

function useSummary(page: IndexPageResponse): string {
  const { t, number } = useWords();
  const held = page.years.filter((year) => standingOf(year).value !== undefined);
  const missing = page.years
    .filter((year) => standingOf(year).value === undefined)
    .map((year) => year.period);
  const said = held.map((year) => {
    const { value, rank, ofN } = standingOf(year);
    return `${year.period}: ${number(value ?? 0, 2)}${rank === undefined ? '' : ` (${rank}/${ofN})`}`;
  });
  return `${t('dots.summary', { index: indexCodeOf(page.index.code), years: said.slice(-5).join('; ') })}${missing.length > 0 ? ` ${t('index.chart.missing', { years: missing.join(', ') })}` : ''}`;
}

function Strips({ years, width }: { years: readonly IndexYear[]; width: number }) {
  const { number } = useWords();
  const all = years.flatMap((year) => [...year.others, standingOf(year).value ?? []].flat());
  if (all.length === 0) return null;
  const x = scaleLinear([Math.min(...all), Math.max(...all)], [112, width - 52]).nice(5);
  const foot = TOP + ROW * years.length;
  return (
    <>
      {x.ticks(width > 420 ? 5 : 3).map((tick) => (
        <g key={tick}>
          <line className="grid" x1={x(tick)} x2={x(tick)} y1={TOP - 6} y2={foot} />
          <text x={x(tick)} y={12} textAnchor="middle">
            {number(tick, 0)}
          </text>
        </g>
      ))}
      {years.map((year, at) => (
        <Strip key={year.period} year={year} y={TOP + ROW * at + ROW / 2} x={x} width={width} />
      ))}
    </>
  );
}

function Strip({
  year,
  y,
  x,
  width,
}: {
  year: IndexYear;
  y: number;
  x: (value: number) => number;
  width: number;
}) {
  const { t } = useWords();
  const { value, rank } = standingOf(year);
  return (
    <g data-year={year.period}>
      {value === undefined && (
        <rect
          className="missing"
          data-missing-year={year.period}
          x={108}
          width={Math.max(0, width - 156)}
          y={y - 8}
          height={16}
        />
      )}
      <line className="grid" x1={108} x2={width - 48} y1={y} y2={y} />
      <text className="strong" x={0} y={y + 4}>
        {year.period}
      </text>
      <text className={rank === undefined ? '' : 'accent'} x={38} y={y + 4}>
        {rank === undefined ? t('dots.no-rank') : t('dots.rank', { rank })}
      </text>
      {year.others.map((other, at) => (
        <circle key={at} className="others" cx={x(other)} cy={y} r={3} />
      ))}
      {year.median !== undefined && (
        <line className="median" x1={x(year.median)} x2={x(year.median)} y1={y - 8} y2={y + 8} />
      )}
      {value !== undefined && <circle className="ours-dot" cx={x(value)} cy={y} r={5.5} />}
      <text className={year.state === 'complete' ? '' : 'partial'} x={width} y={y + 4} textAnchor="end">
        {year.held}/{year.expected ?? '?'}
      </text>
    </g>
  );
}
