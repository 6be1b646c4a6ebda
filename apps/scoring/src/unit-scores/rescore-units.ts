import { Inject, Injectable } from '@nestjs/common';
import { type ObligationChanged, type ObservationRecorded, type PlanRecorded } from '#contracts';
import { type Slice } from '#messaging';
import { type Day } from '#periods';
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
import { ScoreCells } from './score-cells.js';
import { Touched } from './touched.js';

/** Takes what is new in a slice, rescores the units that it touches, saves what changed, and says so. */
@Injectable()
export class RescoreUnits {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(UnitWindows) private readonly windows: UnitWindows,
    @Inject(UnitWindowStore) private readonly store: UnitWindowStore,
    @Inject(ScoreCells) private readonly scoreCells: ScoreCells,
  ) {}

  async fromObservations(slice: Slice<ObservationRecorded>): Promise<void> {
    const changes = changesOf(slice, this.rules, ({ period }) => period);
    await slice.transaction(async (tx) => {
      const touched = new Touched(this.rules);
      const windows = await this.windows.take(tx, reachOf(changes));
      const fresh = changes.flatMap(
        (change) => mergeObservation(windows.get(change.unit)!, change, touched) ?? [],
      );
      await this.store.addObservations(tx, fresh);
      await this.scoreCells.execute(tx, windows, touched);
    });
  }

  async fromObligations(slice: Slice<ObligationChanged>): Promise<void> {
    const changes = changesOf(slice, this.rules, ({ period }) => period);
    await slice.transaction(async (tx) => {
      const touched = new Touched(this.rules);
      const windows = await this.windows.take(tx, reachOf(changes));
      const fresh = changes.flatMap(
        (change) => mergeObligation(windows.get(change.unit)!, change, touched) ?? [],
      );
      await this.store.saveObligations(tx, fresh);
      await this.scoreCells.execute(tx, windows, touched);
    });
  }

  async fromPlans(slice: Slice<PlanRecorded>): Promise<void> {
    const changes = changesOf(slice, this.rules, firstPlannedPeriod);
    await slice.transaction(async (tx) => {
      const touched = new Touched(this.rules);
      const windows = await this.windows.take(tx, reachOf(changes));
      const fresh = changes.flatMap(
        (change) => mergePlan(windows.get(change.unit)!, change, touched, this.rules) ?? [],
      );
      await this.store.addPlans(tx, fresh);
      await this.scoreCells.execute(tx, windows, touched);
    });
  }
}

const firstPlannedPeriod = ({ points, base }: PlanRecorded): string =>
  points.reduce((a, b) => (a.lastDay <= b.lastDay ? a : b), points[0] ?? { ...base, lastDay: '' }).period;

/** Each unit of the slice with the earliest day that its window must hold. */
function reachOf(changes: readonly UnitChange<unknown>[]): Map<string, Day> {
  const days = new Map<string, Day>();
  for (const { unit, fromDay } of changes) {
    const known = days.get(unit);
    if (known === undefined || fromDay < known) days.set(unit, fromDay);
  }
  return days;
}
