import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '#persistence';
import { ScoringRules } from '../method/scoring-rules.js';
import { ScoreCells } from '../unit-scores/score-cells.js';
import { Touched } from '../unit-scores/touched.js';
import { UnitWindows } from '../unit-windows/unit-windows.js';
import { BackgroundWork } from './background-work.js';
import { MarkCatalogueChanges } from './mark-catalogue-changes.js';
import { RescoreDueStore } from './rescore-due.store.js';

const PAUSE_MS = 500;

/** Rescores the units that a catalogue change touched, one a transaction, until none is left. */
@Injectable()
export class RescoreDueUnits implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly work = new BackgroundWork('rescore', PAUSE_MS, async () => {
    await this.markChanges.execute();
    return this.rescoreOne();
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(MarkCatalogueChanges) private readonly markChanges: MarkCatalogueChanges,
    @Inject(RescoreDueStore) private readonly store: RescoreDueStore,
    @Inject(UnitWindows) private readonly windows: UnitWindows,
    @Inject(ScoreCells) private readonly scoreCells: ScoreCells,
  ) {}

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.work.stop();
  }

  /** False where none is due. */
  rescoreOne(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const due = await this.store.take(tx);
      if (!due) return false;
      const windows = await this.windows.take(tx, new Map([[due.unit, due.from_day]]));
      const touched = new Touched(this.rules);
      for (const { indicator: code, period } of windows.get(due.unit)!.known()) {
        const indicator = this.rules.indicator(code, period);
        if (indicator && indicator.period.lastDay >= due.from_day)
          touched.addIndicator(due.unit, indicator, 'rescore');
      }
      for (const cell of touched.cells.values()) cell.indicators = undefined;
      await this.scoreCells.execute(tx, windows, touched, due.known_from);
      return true;
    });
  }
}
