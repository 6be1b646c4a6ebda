import { type ForecastSettings } from './forecast.js';
import { errorsOfOrigins, originForecasts, type ForecastError } from './forecast-origins.js';
import { periodMeans, requirePanel, type PanelSeries, type PeriodMeans } from './forecast-panel.js';

/** The errors of one series' forecasts with a rolling origin. */
export function rollingErrors(
  { series, points }: PanelSeries,
  settings: ForecastSettings,
  means: PeriodMeans,
): readonly ForecastError[] {
  return errorsOfOrigins(series, originForecasts(points, settings, means));
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
