import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

interface SparklineData {
  values: readonly (number | undefined)[];
  planned?: readonly (number | undefined)[];
  width?: number;
  height?: number;
}

/** The last periods on their own scale, gaps left open; the number beside it is also text, so it is hidden from readers. */
export function Sparkline({ values, planned = [], width = 88, height = 26 }: SparklineData) {
  const known = [...values, ...planned].filter((value) => value !== undefined);
  if (known.length === 0)
    return <svg className="sparkline" width={width} height={height} aria-hidden="true" />;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [3, width - 5]);
  const y = scaleLinear([low, low === high ? low + 1 : high], [height - 4, 4]);
  const path = line<number | undefined>()
    .defined((value) => value !== undefined)
    .x((_, at) => x(at))
    .y((value) => y(value ?? 0));
  const last = values.findLastIndex((value) => value !== undefined);
  const lastValue = values[last];
  return (
    <svg
      className="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path d={path(planned) ?? ''} fill="none" stroke="var(--line)" strokeDasharray="2 2" />
      <path d={path(values) ?? ''} fill="none" stroke="var(--accent)" strokeWidth={1.6} />
      {lastValue !== undefined && <circle cx={x(last)} cy={y(lastValue)} r={2.8} fill="var(--accent)" />}
    </svg>
  );
}
