import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { addDays } from '#periods';
import { LEAD } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { ScoreCells } from '../unit-scores/score-cells.js';
import { EVERY_INDICATOR, Touched } from '../unit-scores/touched.js';
import { REACH_DAYS } from '../unit-windows/unit-change.js';
import { type UnitWindow } from '../unit-windows/unit-window.js';
import { UnitWindows } from '../unit-windows/unit-windows.js';
import { MarkCatalogueChanges } from './mark-catalogue-changes.js';
import { MarkRecomputeRequests } from './mark-recompute-requests.js';
import { type RescoreDue, RescoreDueStore } from './rescore-due.store.js';

/** Rescores the units whose past was filled or whose catalogue changed, one a transaction, until none is left. */
@Injectable()
export class RescoreDueUnits {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(MarkCatalogueChanges) private readonly markChanges: MarkCatalogueChanges,
    @Inject(MarkRecomputeRequests) private readonly markRequests: MarkRecomputeRequests,
    @Inject(RescoreDueStore) private readonly store: RescoreDueStore,
    @Inject(UnitWindows) private readonly windows: UnitWindows,
    @Inject(ScoreCells) private readonly scoreCells: ScoreCells,
  ) {}

  /** Marks what was asked for since, then rescores one; true where there may be more. */
  async turn(): Promise<boolean> {
    await this.markChanges.execute();
    await this.markRequests.execute();
    return this.rescoreOne();
  }

  /** Every cell of the days that anything known of the unit may decide, whether or not it has scores. */
  private underNewCatalogue(window: UnitWindow, { unit, from_day: from, to_day: to }: RescoreDue): Touched {
    const touched = new Touched(this.rules);
    for (const { indicator: code, period } of window.known()) {
      const indicator = this.rules.indicator(code, period);
      if (indicator) touched.addWherever(unit, indicator, 'rescore');
    }
    for (const [key, { cell }] of touched.cells)
      if (cell.period.lastDay < from || cell.period.lastDay > to) touched.cells.delete(key);
    return touched;
  }

  private inFilledPast(window: UnitWindow, { unit, from_day: from, to_day: to, cause }: RescoreDue): Touched {
    const touched = new Touched(this.rules);
    for (const period of window.activePeriods())
      if (period.lastDay >= from && period.lastDay <= to)
        touched.addCell(unit, { index: LEAD, period }, EVERY_INDICATOR, cause);
    return touched;
  }

  /** False where none is due. */
  rescoreOne(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const next = await this.store.next(tx);
      if (!next) return false;
      const windows = await this.windows.take(
        tx,
        new Map([[next.unit, addDays(next.from_day, -REACH_DAYS)]]),
        { anew: next.cause === 'rescore' },
      );
      const due = await this.store.take(tx, next);
      if (!due) return true;
      const window = windows.get(due.unit)!;
      const touched =
        due.cause === 'rescore' ? this.underNewCatalogue(window, due) : this.inFilledPast(window, due);
      await this.scoreCells.execute(tx, windows, touched, due.known_from ?? undefined);
      return true;
    });
  }
}
