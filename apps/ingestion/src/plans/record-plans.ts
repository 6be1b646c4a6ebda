import { Injectable } from '@nestjs/common';
import { eventOf, type OutgoingEvent, type PlanRecorded, PlanRecordedV1 } from '#contracts';
import { Outbox } from '#messaging';
import { type Tx } from '#persistence';
import { Clock } from '#runtime';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { returned, type RowOutcome } from '../observations/row-outcome.js';
import { rowProblem } from '../row-problem.js';
import { type PlanSettings, PlanStore, type PlanVersion } from './plan.store.js';
import { validatePlan, type ValidPlan } from './validate-plan.js';

export interface PlansGiven {
  readonly plans: readonly unknown[];
  readonly backfill: boolean;
  readonly mayBeDemo: boolean;
  readonly recordedBy: string | undefined;
}

/** Records the good plans of a request with their trajectories, and sends those that say something new. */
@Injectable()
export class RecordPlans {
  constructor(
    private readonly store: PlanStore,
    private readonly own: OwnCatalogue,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, given: PlansGiven): Promise<RowOutcome[]> {
    const { version: catalogueVersion } = await this.own.refresh();
    const outcomes: RowOutcome[] = [];
    const plans = this.validPlans(given, outcomes);
    if (plans.size === 0) return outcomes;
    const { backfill, recordedBy } = given;
    const settings = { backfill, recordedBy, catalogueVersion, now: this.clock.now() };
    const indexOf = new Map([...plans].map(([index, plan]) => [idOf(plan), index]));
    const added = await this.store.addChanged(tx, [...plans.values()], settings);
    const changed = new Set(added.map(planIdOf));
    for (const stored of await this.store.readVersions(tx, [...plans.values()])) {
      const id = planIdOf(stored);
      const outcome = !changed.has(id) ? 'unchanged' : stored.version === 1 ? 'recorded' : 'revised';
      outcomes[indexOf.get(id)!] = { outcome, id, revision: stored.version - 1 };
    }
    await this.outbox.append(
      tx,
      added.map((row) => planEvent(plans.get(indexOf.get(planIdOf(row))!)!, row, settings)),
    );
    return outcomes;
  }

  /** By their place in the request. */
  private validPlans(given: PlansGiven, outcomes: RowOutcome[]): Map<number, ValidPlan> {
    const firsts = new Map<string, number>();
    const plans = new Map<number, ValidPlan>();
    given.plans.forEach((candidate, index) => {
      const checked = validatePlan(candidate, this.own.rowRules);
      if ('problems' in checked) return void (outcomes[index] = returned(...checked.problems));
      if (checked.valid.demo && !given.mayBeDemo)
        return void (outcomes[index] = returned(rowProblem('plan.demo-right', 'demo')));
      const first = firsts.get(idOf(checked.valid));
      if (first !== undefined)
        return void (outcomes[index] = returned(
          rowProblem('row.duplicate', 'target.period', { first: first + 1 }),
        ));
      firsts.set(idOf(checked.valid), index);
      plans.set(index, checked.valid);
    });
    return plans;
  }
}

const idOf = ({ indicator, unit, target }: ValidPlan): string => `${indicator}:${unit}:${target.period}`;
const planIdOf = (row: PlanVersion): string => `${row.indicator}:${row.unit}:${row.target_period}`;

const planEvent = (
  { demo, points, ...plan }: ValidPlan,
  row: PlanVersion & { cause: PlanRecorded['cause'] },
  settings: PlanSettings,
): OutgoingEvent<PlanRecorded> =>
  eventOf(PlanRecordedV1, {
    ...plan,
    id: planIdOf(row),
    version: row.version,
    cause: row.cause,
    catalogueVersion: settings.catalogueVersion,
    points: [...points],
    ...(demo ? { demo } : {}),
    recordedAt: settings.now,
  });
