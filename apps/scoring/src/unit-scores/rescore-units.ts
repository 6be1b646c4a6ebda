import { Inject, Injectable } from '@nestjs/common';
import { type ObligationChanged, type ObservationRecorded, type PlanRecorded } from '#contracts';
import { type Slice } from '#messaging';
import { type Day } from '#periods';
import { type Tx } from '#persistence';
import { AnsweringUnits } from '../method/answering-units.js';
import { ScoringRules } from '../method/scoring-rules.js';
import {
  changesOf,
  mergeObligation,
  mergeObservation,
  mergePlan,
  type UnitChange,
} from '../unit-windows/unit-change.js';
import { UnitWindowStore } from '../unit-windows/unit-window.store.js';
import { UnitWindows } from '../unit-windows/unit-windows.js';
import { RescoreDueStore } from '../rescoring/rescore-due.store.js';
import { type UnitWindow } from '../unit-windows/unit-window.js';
import { ScoreCells } from './score-cells.js';
import { Touched } from './touched.js';

/** A past that is filled month by month moves every score of the next months each time; waiting scores each once. */
const WAIT = { quietMs: 1000, longestMs: 6000 };

/** Takes what is new in a slice, rescores the units that it touches, saves what changed, and says so. */
@Injectable()
export class RescoreUnits {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(AnsweringUnits) private readonly answering: AnsweringUnits,
    @Inject(UnitWindows) private readonly windows: UnitWindows,
    @Inject(UnitWindowStore) private readonly store: UnitWindowStore,
    @Inject(RescoreDueStore) private readonly due: RescoreDueStore,
    @Inject(ScoreCells) private readonly scoreCells: ScoreCells,
  ) {}

  async fromObservations(slice: Slice<ObservationRecorded>): Promise<void> {
    const changes = changesOf(slice, this.answering, ({ period }) => [period]);
    await slice.transaction(async (tx) => {
      const touched = new Touched(this.rules);
      const windows = await this.windows.take(tx, reachOf(changes));
      const fresh = changes.flatMap(
        (change) => mergeObservation(windows.get(change.unit)!, change, touched) ?? [],
      );
      await this.store.addObservations(tx, fresh);
      await this.score(tx, windows, touched);
    });
  }

  async fromObligations(slice: Slice<ObligationChanged>): Promise<void> {
    const changes = changesOf(slice, this.answering, ({ period }) => [period]);
    await slice.transaction(async (tx) => {
      const touched = new Touched(this.rules);
      const windows = await this.windows.take(tx, reachOf(changes));
      const fresh = changes.flatMap(
        (change) => mergeObligation(windows.get(change.unit)!, change, touched) ?? [],
      );
      await this.store.saveObligations(tx, fresh);
      await this.score(tx, windows, touched);
    });
  }

  async fromPlans(slice: Slice<PlanRecorded>): Promise<void> {
    const changes = changesOf(slice, this.answering, plannedPeriods);
    await slice.transaction(async (tx) => {
      const touched = new Touched(this.rules);
      const windows = await this.windows.take(tx, reachOf(changes));
      const fresh = changes.flatMap(
        (change) => mergePlan(windows.get(change.unit)!, change, touched, this.rules) ?? [],
      );
      await this.store.addPlans(tx, fresh);
      await this.score(tx, windows, touched);
    });
  }

  /** What is live is scored in the slice's own transaction; what fills the past waits for more of its kind. */
  private async score(tx: Tx, windows: ReadonlyMap<string, UnitWindow>, touched: Touched): Promise<void> {
    await this.due.markPast(tx, touched.takeOutPast(), WAIT);
    await this.scoreCells.execute(tx, windows, touched);
  }
}

const plannedPeriods = ({ points }: PlanRecorded): string[] =>
  points.toSorted((a, b) => (a.lastDay < b.lastDay ? -1 : 1)).map(({ period }) => period);

/** Each unit of the slice with the earliest day that its window must hold. */
function reachOf(changes: readonly UnitChange<unknown>[]): Map<string, Day> {
  const days = new Map<string, Day>();
  for (const { unit, fromDay } of changes) {
    const known = days.get(unit);
    if (known === undefined || fromDay < known) days.set(unit, fromDay);
  }
  return days;
}
