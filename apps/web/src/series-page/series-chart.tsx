import { type SeriesPoint, type SeriesResponse } from '#contracts';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { ChartFrame } from '../charts/chart-frame.js';
import { Legend } from '../charts/legend.js';
import { measured } from '../language/measure.js';
import { useWords, type Words } from '../language/use-words.js';
import { SeriesTable } from './series-table.js';
import { type Placed, unbrokenSegments } from './unbroken-segments.js';

const HEIGHT = 300;
const TOP = 12;
const FOOT = 30;
const LEFT = 44;
const RIGHT = 16;
/** A point needs about this many px; older points are in the table. */
const ROOM = 9;

/** Values with their trajectory; gaps stay open, no line crosses a break, a corrected value shows its first report. */
export function SeriesChart({ series }: { series: SeriesResponse }) {
  const words = useWords();
  const { t } = words;
  return (
    <section className="card">
      <div className="spread">
        <h2>{t('series.chart')}</h2>
        <Legend
          items={[
            { sign: 'line', means: t('series.done') },
            { sign: 'line dotted', means: t('series.path') },
            { sign: 'hatch', means: t('series.gap') },
          ]}
        />
      </div>
      <ChartFrame summary={summaryOf(series, words)} height={HEIGHT} table={<SeriesTable series={series} />}>
        {(width) => <Drawing series={series} width={width} />}
      </ChartFrame>
    </section>
  );
}

function summaryOf(series: SeriesResponse, words: Words): string {
  const { t, period } = words;
  const held = series.points.filter((point) => point.value !== undefined);
  const [first, last] = [held[0], held.at(-1)];
  if (first?.value === undefined || last?.value === undefined) return t('series.nothing');
  const gaps = series.points.length - held.length;
  const said = t('series.summary', {
    first: measured(words, first.value, series.unitOfMeasure),
    from: period(first.period),
    last: measured(words, last.value, series.unitOfMeasure),
    to: period(last.period),
  });
  const path =
    last.planned === undefined
      ? ''
      : ` ${t('series.summary.path', { planned: measured(words, last.planned, series.unitOfMeasure) })}`;
  return `${said}${path}${gaps > 0 ? ` ${t('series.summary.gaps', { count: gaps })}` : ''}`;
}

function Drawing({ series, width }: { series: SeriesResponse; width: number }) {
  const { number } = useWords();
  const points = series.points.slice(-Math.max(8, Math.floor((width - LEFT - RIGHT) / ROOM)));
  // A corrected value is drawn with its first report, so that must fit too.
  const known = points
    .flatMap((point) => [point.value, point.planned, point.revisions.at(-1)?.value])
    .filter((value) => value !== undefined);
  if (known.length === 0) return null;
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [LEFT, width - RIGHT]);
  const y = scaleLinear([Math.min(...known), Math.max(...known)], [HEIGHT - FOOT, TOP]).nice(5);
  // A change of level is only found; a person decides whether the series begins anew with it.
  const given = series.breaks.filter(({ reason }) => reason !== 'change-point');
  const starts = new Set(given.map((each) => each.period));
  return (
    <>
      {y.ticks(5).map((tick) => (
        <g key={tick}>
          <line className="grid" x1={LEFT - 6} x2={width} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 10} y={y(tick) + 4} textAnchor="end">
            {number(tick, Number.isInteger(tick) ? 0 : 1)}
          </text>
        </g>
      ))}
      <PeriodLabels points={points} x={x} width={width} />
      {points.map(
        (point, at) =>
          point.value === undefined && <Gap key={point.period} point={point} x={x(at)} step={x(1) - x(0)} />,
      )}
      <path
        className="planned"
        d={
          line<SeriesPoint>()
            .defined((point) => point.planned !== undefined)
            .x((_, at) => x(at))
            .y((point) => y(point.planned ?? 0))(points) ?? ''
        }
      />
      {unbrokenSegments(points, starts).map((segment) => (
        <path
          key={segment[0]?.at}
          className="ours"
          data-line="values"
          d={
            line<Placed>()
              .x((placed) => x(placed.at))
              .y((placed) => y(placed.value))(segment) ?? ''
          }
        />
      ))}
      {points.map((point, at) => (
        <PointMark
          key={point.period}
          point={point}
          x={x(at)}
          y={y}
          isBreak={starts.has(point.period)}
          last={at === points.length - 1}
        />
      ))}
    </>
  );
}

function PeriodLabels({
  points,
  x,
  width,
}: {
  points: readonly SeriesPoint[];
  x: (at: number) => number;
  width: number;
}) {
  const { period } = useWords();
  const every = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor((width - LEFT) / 90))));
  return points.map(
    (point, at) =>
      (points.length - 1 - at) % every === 0 && (
        <text key={point.period} x={Math.min(x(at), width - 28)} y={HEIGHT - 8} textAnchor="middle">
          {period(point.period)}
        </text>
      ),
  );
}

function Gap({ point, x, step }: { point: SeriesPoint; x: number; step: number }) {
  if (point.state === 'expected') return null;
  return (
    <rect
      className="missing"
      data-gap={point.period}
      x={x - step / 2}
      width={step}
      y={TOP}
      height={HEIGHT - FOOT - TOP}
    />
  );
}

/** A full-height line with a double slash at its foot: nothing is compared across it. */
function Break({ x }: { x: number }) {
  const { t } = useWords();
  const foot = HEIGHT - FOOT;
  return (
    <g className="break">
      <path
        className="axis"
        fill="none"
        d={`M${x} ${TOP}V${foot}M${x - 5} ${foot - 2}l10 -5M${x - 5} ${foot + 3}l10 -5`}
      />
      <text x={x + 6} y={foot - 10}>
        {t('series.break')}
      </text>
    </g>
  );
}

interface Mark {
  point: SeriesPoint;
  x: number;
  y: (value: number) => number;
  isBreak: boolean;
  last: boolean;
}

function PointMark({ point, x, y, isBreak, last }: Mark) {
  const first = point.revisions.at(-1)?.value;
  const { value } = point;
  return (
    <g>
      {isBreak && <Break x={x - 4} />}
      {value !== undefined && point.revisions.length > 1 && first !== undefined && first !== value && (
        <>
          <line className="axis" x1={x} x2={x} y1={y(first)} y2={y(value)} />
          <circle className="hollow" cx={x} cy={y(first)} r={3.4} />
        </>
      )}
      {value !== undefined &&
        (point.rating === 'red' && last ? (
          <path d={`M${x} ${y(value) - 7}l7 7l-7 7l-7 -7z`} fill="var(--redtext)" />
        ) : (
          <circle className="ours-dot" cx={x} cy={y(value)} r={2.6} />
        ))}
    </g>
  );
}
