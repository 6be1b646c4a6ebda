export interface YearPoint {
  year: number;
  published?: number;
  computed?: number;
  rank?: number;
  ofN?: number;
}

/** Every year of the span, also those that nobody published to us. */
export function withMissingYears(points: readonly YearPoint[]): YearPoint[] {
  const years = points.map((point) => point.year);
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const byYear = new Map(points.map((point) => [point.year, point]));
  return Array.from({ length: last - first + 1 }, (_, at) => byYear.get(first + at) ?? { year: first + at });
}
