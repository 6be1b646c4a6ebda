import { forecastOf, type ForecastSettings } from './forecast.js';
import { periodMeans, requirePanel, type PanelSeries, type PeriodMeans } from './forecast-panel.js';
import type { SeriesPoint } from './statistics-series.js';

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

function firstOrigin(points: readonly SeriesPoint[], season: number | undefined): number {
  return season === undefined ? 1 : Math.max(season, points.length - CYCLES_BACK * season);
}

/**
 * The errors of one series' forecasts with a rolling origin: at each origin the method sees the points up to there
 * and nothing after (Tashman 2000, Int. J. Forecasting 16). From one point on for years, from a whole cycle on for
 * what has a season, and there the last two cycles of origins.
 */
export function rollingErrors(
  { series, points }: PanelSeries,
  settings: ForecastSettings,
  means: PeriodMeans,
): readonly ForecastError[] {
  const errors: ForecastError[] = [];
  for (let origin = firstOrigin(points, settings.season); origin < points.length; origin += 1) {
    const known = points.slice(0, origin);
    const newest = known[origin - 1]!.index;
    const { mean } = forecastOf(known, settings, means.get(newest));
    for (let at = origin; at < points.length; at += 1) {
      const step = points[at]!.index - newest;
      if (step > settings.horizon) break;
      errors.push({ series, index: points[at]!.index, step, error: points[at]!.value - mean[step - 1]! });
    }
  }
  return errors;
}

/** The rolling-origin errors of all series of a panel. */
export function panelErrors(
  panel: readonly PanelSeries[],
  settings: ForecastSettings,
): readonly ForecastError[] {
  requirePanel(panel);
  const means = periodMeans(panel);
  return panel.flatMap((series) => rollingErrors(series, settings, means));
}
