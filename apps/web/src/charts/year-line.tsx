import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useWords } from '../language/use-words.js';
import { ChartFrame } from './chart-frame.js';
import { withMissingYears, type YearPoint } from './with-missing-years.js';

const HEIGHT = 132;
const TOP = 22;
const FOOT = 36;

const valueOf = (point: YearPoint) => point.published ?? point.computed;

/** One index of the province by year with its rank; a missing year is a hatched gap, never a line across. */
export function YearLine({
  points,
  summary,
  table,
}: {
  points: readonly YearPoint[];
  summary: string;
  table?: React.ReactNode;
}) {
  const years = withMissingYears(points);
  return (
    <ChartFrame summary={summary} height={HEIGHT} table={table} showSummary={false}>
      {(width) => <YearLineDrawing years={years} width={width} />}
    </ChartFrame>
  );
}

function YearLineDrawing({ years, width }: { years: readonly YearPoint[]; width: number }) {
  const { number } = useWords();
  const known = years
    .flatMap((point) => [point.published, point.computed])
    .filter((value) => value !== undefined);
  if (known.length === 0) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = (width - 52) / Math.max(1, years.length - 1);
  const x = scaleLinear([0, Math.max(1, years.length - 1)], [38, width - 14]);
  const y = scaleLinear([low, high === low ? low + 1 : high], [HEIGHT - FOOT - 6, TOP]);
  const path = (read: (point: YearPoint) => number | undefined) =>
    line<YearPoint>()
      .defined((point) => read(point) !== undefined)
      .x((_, at) => x(at))
      .y((point) => y(read(point) ?? 0))(years) ?? '';
  const everyNth = Math.ceil(34 / step);
  return (
    <>
      {[low, high].map((value) => (
        <g key={value}>
          <line className="grid" x1={32} x2={width} y1={y(value)} y2={y(value)} />
          <text x={28} y={y(value) + 4} textAnchor="end">
            {number(value, 0)}
          </text>
        </g>
      ))}
      {years.map((point, at) =>
        valueOf(point) === undefined ? (
          <rect
            key={point.year}
            className="missing"
            data-missing-year={point.year}
            x={x(at) - step / 2}
            width={step}
            y={TOP - 6}
            height={HEIGHT - FOOT - TOP + 6}
          />
        ) : null,
      )}
      <path className="computed" d={path((point) => point.computed)} />
      <path className="ours" data-line="published" d={path((point) => point.published)} />
      {years.map((point, at) => (
        <YearMark
          key={point.year}
          point={point}
          x={x(at)}
          y={y}
          labelled={(years.length - 1 - at) % everyNth === 0}
        />
      ))}
    </>
  );
}

interface Mark {
  point: YearPoint;
  x: number;
  y: (value: number) => number;
  labelled: boolean;
}

function YearMark({ point, x, y, labelled }: Mark) {
  const value = valueOf(point);
  return (
    <g>
      {value !== undefined && (
        <circle
          className={point.published === undefined ? 'hollow' : 'ours-dot'}
          cx={x}
          cy={y(value)}
          r={2.8}
        />
      )}
      {labelled && <text x={x} y={HEIGHT - 20} textAnchor="middle">{`’${String(point.year).slice(2)}`}</text>}
      {labelled && point.rank !== undefined && (
        <text x={x} y={HEIGHT - 5} textAnchor="middle" className="accent">
          {point.rank}
        </text>
      )}
    </g>
  );
}
