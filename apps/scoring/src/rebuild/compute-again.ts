import { Inject, Injectable } from '@nestjs/common';
import { Outbox, type Say } from '#messaging';
import { Database } from '#persistence';
import { DueCrossSections } from '../cross-sections/due-cross-sections.js';
import { ProvinceRow } from '../cross-sections/province-row.js';
import { DueForecasts } from '../forecasts/due-forecasts.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { MarkRecomputeRequests } from '../rescoring/mark-recompute-requests.js';
import { type RecomputeScope } from '../rescoring/recompute-request.store.js';
import { RescoreDueStore } from '../rescoring/rescore-due.store.js';
import { RescoreDueUnits } from '../rescoring/rescore-due-units.js';
import { scoreEvents } from '../unit-scores/score-events.js';
import { withDigest } from '../unit-scores/score-draft.js';
import { ScoreStore } from '../unit-scores/score.store.js';
import { SaidBeforeStore, type Waiting } from './said-before.store.js';

const EVERYTHING: RecomputeScope = {
  index_code: null,
  unit: null,
  from_day: '1900-01-01',
  to_day: '2999-12-31',
};

const ROWS_AT_ONCE = 20;

/** Computes all scores, then all cross-sections, then all forecasts: each once, from everything that is known. */
@Injectable()
export class ComputeAgain {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(SaidBeforeStore) private readonly saidBefore: SaidBeforeStore,
    @Inject(MarkRecomputeRequests) private readonly mark: MarkRecomputeRequests,
    @Inject(RescoreDueStore) private readonly due: RescoreDueStore,
    @Inject(RescoreDueUnits) private readonly units: RescoreDueUnits,
    @Inject(ProvinceRow) private readonly provinceRow: ProvinceRow,
    @Inject(ScoreStore) private readonly scores: ScoreStore,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(DueCrossSections) private readonly crossSections: DueCrossSections,
    @Inject(DueForecasts) private readonly forecasts: DueForecasts,
  ) {}

  async execute(say: Say): Promise<void> {
    const units = await this.begin();
    say(`  ${units} units are scored`);
    await this.all('rescore_due', () => this.units.rescoreOne());
    const rows = await this.scoreProvinces();
    say(`  ${rows} rows of provinces are scored`);
    const sections = await this.beginSections();
    say(`  ${sections} cross-sections are computed`);
    await this.all('cross_section_due', () => this.crossSections.takeSome());
    const forecasts = await this.beginForecasts();
    say(`  ${forecasts} families are forecast`);
    await this.all('forecast_due', () => this.forecasts.takeOne());
    const differing = await this.end();
    say(`  ${differing} states differ from what was sent, and go out`);
  }

  private async all(table: Waiting, take: () => Promise<boolean>): Promise<void> {
    while ((await take()) || !(await this.saidBefore.isEmpty(this.database, table)));
  }

  private begin(): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.due.apply(tx, this.rules.version);
      for (const table of ['rescore_due', 'cross_section_due', 'forecast_due'] as const)
        await this.saidBefore.empty(tx, table);
      await this.saidBefore.note(tx);
      return this.mark.markUnits(tx, EVERYTHING);
    });
  }

  /** All rows before any is judged: a row is judged with its neighbours in time. */
  private async scoreProvinces(): Promise<number> {
    const rows = await this.database.transaction((tx) => this.mark.provinceSections(tx, EVERYTHING));
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
      await this.database.transaction(async (tx) => {
        const drafts = await this.provinceRow.drafts(tx, rows.slice(from, from + ROWS_AT_ONCE));
        const changed = await this.scores.save(tx, drafts.map(withDigest), this.rules.version);
        await this.outbox.append(tx, scoreEvents(changed));
      });
    return rows.length;
  }

  private beginSections(): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.saidBefore.takeBack(tx);
      // Everything is marked: what was touched meanwhile is part of it.
      await this.saidBefore.empty(tx, 'cross_section_due');
      await this.mark.markSections(tx, EVERYTHING);
      return this.saidBefore.waitForNothing(tx, 'cross_section_due');
    });
  }

  private beginForecasts(): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.saidBefore.takeBack(tx);
      await this.saidBefore.forget(tx);
      return this.saidBefore.waitForNothing(tx, 'forecast_due');
    });
  }

  private async end(): Promise<number> {
    const [row] = await this.database.query<{ rows: number }>('SELECT count(*)::int AS rows FROM outbox');
    return row!.rows;
  }
}
