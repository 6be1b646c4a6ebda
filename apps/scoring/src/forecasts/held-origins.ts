import {
  type ForecastSettings,
  type OriginForecasts,
  originForecasts,
  type SeriesPoint,
} from '#scoring-engine';

/** Series in memory; about six kilobytes each. */
const MOST_SERIES = 4000;

/** What was forecast last time from each origin of a series: a new month then costs one fit instead of 25. */
export class HeldOrigins {
  private readonly kept = new Map<string, OriginForecasts>();

  of(
    series: string,
    points: readonly SeriesPoint[],
    settings: ForecastSettings,
    means: ReadonlyMap<number, number>,
  ): OriginForecasts {
    const origins = originForecasts(points, settings, means, this.kept.get(series));
    this.kept.delete(series);
    this.kept.set(series, origins);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_SERIES) break;
      this.kept.delete(oldest);
    }
    return origins;
  }
}
