import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '#persistence';
import { type CrossSection } from '../cross-sections/cross-section.js';
import { familyTasks } from '../cross-sections/family-task.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { DueForecastStore } from './due-forecast.store.js';
import { forecastSettings } from './forecast-family.js';
import { ForecastSeries } from './forecast-series.js';

/** A forecast looks a year ahead; one a minute is enough where values of its family keep coming. */
const WAIT = { quietMs: 4000, longestMs: 60_000 };
/** A past that is being filled makes every forecast anew with each of its months: then they wait for its end. */
const FILLING_MS = 600_000;

/** Families whose forecasts wait, and what the worker does with them; many touches of one are one computation. */
@Injectable()
export class DueForecasts {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(Database) private readonly database: Database,
    @Inject(DueForecastStore) private readonly store: DueForecastStore,
    @Inject(ForecastSeries) private readonly forecastSeries: ForecastSeries,
  ) {}

  /** Marks the families of cross-sections that were computed, in the same transaction. */
  async add(tx: Tx, sections: readonly CrossSection[]): Promise<void> {
    const forecast = sections.filter(({ rule }) => forecastSettings(rule) !== undefined);
    await this.store.add(tx, familyTasks(this.rules, forecast), WAIT);
  }

  /** False where none is due. */
  takeOne(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const due = await this.store.take(tx, FILLING_MS);
      if (!due) return false;
      await this.forecastSeries.execute(tx, due);
      return true;
    });
  }
}
