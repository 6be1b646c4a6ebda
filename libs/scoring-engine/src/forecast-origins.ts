import { forecastOf, type ForecastSettings, type PointForecast } from './forecast.js';
import type { PeriodMeans } from './forecast-panel.js';
import type { SeriesPoint } from './statistics-series.js';

/** The forecasts of one series that were made at its newest point and at the origins that are looked back on. */
export interface OriginForecasts {
  readonly points: readonly SeriesPoint[];
  /** Points that the first origin sees; each later one sees one more. */
  readonly first: number;
  /** Means from each origin, `horizon` periods ahead. */
  readonly means: readonly (readonly number[])[];
  /** The forecast from all points. */
  readonly newest: PointForecast;
}

/** What a forecast made at an earlier origin turned out to miss by. */
export interface ForecastError {
  readonly series: string;
  /** Period that was forecast. */
  readonly index: number;
  /** Periods ahead. */
  readonly step: number;
  /** Actual minus forecast. */
  readonly error: number;
}

/** Origins looked back on: two cycles with a season, all without one. */
const CYCLES_BACK = 2;

function firstOrigin(count: number, season: number | undefined): number {
  return season === undefined ? 1 : Math.max(season, count - CYCLES_BACK * season);
}

function samePoints(a: readonly SeriesPoint[], b: readonly SeriesPoint[]): number {
  let same = 0;
  while (same < a.length && a[same]!.index === b[same]?.index && a[same]!.value === b[same]?.value) same += 1;
  return same;
}

/** What was forecast before from the same points; with a season a forecast depends on nothing else. */
function takenOver(
  held: OriginForecasts | undefined,
  points: readonly SeriesPoint[],
  { season, horizon }: ForecastSettings,
): (origin: number) => readonly number[] | undefined {
  if (held === undefined || season === undefined || held.newest.mean.length !== horizon)
    return () => undefined;
  const same = samePoints(points, held.points);
  return (origin) => {
    if (origin > same) return undefined;
    return origin === held.points.length ? held.newest.mean : held.means[origin - held.first];
  };
}

/**
 * Forecasts with a rolling origin: at each origin the method sees the points up to there and nothing after (Tashman
 * 2000, Int. J. Forecasting 16). From one point on for years, from a whole cycle on for what has a season, and there
 * the last two cycles of origins.
 *
 * @param held  the result for an earlier state of the same series under the same settings: what began alike is not
 *   fitted again, which makes one fit of 25 when a month is added; the result is the same without it
 */
export function originForecasts(
  points: readonly SeriesPoint[],
  settings: ForecastSettings,
  means: PeriodMeans,
  held?: OriginForecasts,
): OriginForecasts {
  const first = firstOrigin(points.length, settings.season);
  const known = takenOver(held, points, settings);
  const before: (readonly number[])[] = [];
  for (let origin = first; origin < points.length; origin += 1) {
    const mean = known(origin);
    const yearMean = means.get(points[origin - 1]!.index);
    before.push(mean ?? forecastOf(points.slice(0, origin), settings, yearMean).mean);
  }
  const isSame = held?.points.length === points.length && known(points.length) !== undefined;
  const newest = isSame ? held.newest : forecastOf(points, settings, means.get(points.at(-1)?.index ?? 0));
  return { points, first, means: before, newest };
}

/** What the forecasts made at earlier origins turned out to miss by, as far as their periods have come. */
export function errorsOfOrigins(series: string, { points, first, means }: OriginForecasts): ForecastError[] {
  return means.flatMap((mean, place) => {
    const origin = first + place;
    const from = points[origin - 1]!.index;
    const errors: ForecastError[] = [];
    for (let at = origin; at < points.length; at += 1) {
      const { index, value } = points[at]!;
      const step = index - from;
      if (step > mean.length) break;
      errors.push({ series, index, step, error: value - mean[step - 1]! });
    }
    return errors;
  });
}
