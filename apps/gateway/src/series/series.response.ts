import {
  type ForecastChanged,
  type ForecastView,
  type PlanRecorded,
  type SeriesPoint,
  type SeriesResponse,
  type Trajectory,
} from '#contracts';
import { demoMark, present } from '../questions/present.js';

export const trajectoryOf = ({ shape, base, target, points, issuer, demo }: PlanRecorded): Trajectory => ({
  shape,
  base,
  target,
  points,
  ...present('issuer', issuer),
  ...demoMark(demo),
});

export const forecastView = (forecast: ForecastChanged): ForecastView => ({
  from: forecast.period,
  method: forecast.method,
  steps: forecast.steps,
  ...present('target', forecast.target),
  ...present('probabilityOfTarget', forecast.probabilityOfTarget),
  ...present('requiredPace', forecast.requiredPace),
  ...present('achievedPace', forecast.achievedPace),
});

/** Where no line may cross: a change of edition, a value flagged B, a break that the trend found. */
export function seriesBreaks(
  points: readonly SeriesPoint[],
  found: readonly string[],
): SeriesResponse['breaks'] {
  const breaks = new Map<string, string>();
  for (const period of found) breaks.set(period, 'change-point');
  let edition: string | undefined;
  for (const point of points) {
    if (point.flag?.split(/[ ,;]/).includes('B')) breaks.set(point.period, 'flag');
    if (point.edition === undefined) continue;
    if (edition !== undefined && edition !== point.edition) breaks.set(point.period, 'edition');
    edition = point.edition;
  }
  return [...breaks]
    .map(([period, reason]) => ({ period, reason }))
    .sort((a, b) => (a.period < b.period ? -1 : 1));
}
