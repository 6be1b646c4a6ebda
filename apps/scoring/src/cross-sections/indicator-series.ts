import { type Period, periodOf } from '#periods';
import { mergedCell, plannedAt, type WindowCell, type WindowPlan } from '../unit-windows/unit-window.js';
import { type ObligationRow, type ObservationRow, type PlanRow } from '../unit-windows/unit-window.store.js';
import { cellOf } from '../unit-windows/unit-windows.js';
import { type PanelPoint } from './panel.js';

/** Rows of one indicator: all of them, or what has changed since the last ones. */
export interface IndicatorFacts {
  readonly observations: readonly ObservationRow[];
  readonly obligations: readonly ObligationRow[];
  readonly plans: readonly PlanRow[];
}

/** One period of a series while it is put together. */
interface Gathered {
  readonly period: Period;
  cell?: WindowCell;
  late?: string;
}

/** What is known of one indicator over all units; a fold of rows, in whatever order and however often they come. */
export class IndicatorSeries {
  readonly points = new Map<string, readonly PanelPoint[]>();
  private readonly gathered = new Map<string, Map<string, Gathered>>();
  private readonly plans = new Map<string, Map<string, WindowPlan>>();

  /** @param isJudged  whether what a unit gave, or owes, for a period is judged */
  constructor(
    private readonly rule: string,
    private readonly isJudged: (row: ObservationRow | ObligationRow) => boolean,
  ) {}

  take({ observations, obligations, plans }: IndicatorFacts): void {
    const touched = new Set<string>();
    for (const row of observations.filter((each) => this.isJudged(each))) {
      const gathered = this.at(row.unit, row.period);
      gathered.cell = mergedCell(gathered.cell, cellOf(row));
      touched.add(row.unit);
    }
    for (const row of obligations.filter((each) => this.isJudged(each)))
      if (this.takeObligation(row)) touched.add(row.unit);
    for (const row of plans) {
      this.takePlan(row);
      touched.add(row.unit);
    }
    for (const unit of touched) this.putTogether(unit);
  }

  private takeObligation({ unit, period, state, known_from: knownFrom }: ObligationRow): boolean {
    const known = this.gathered.get(unit)?.get(period);
    if (state !== 'late' && known?.late === undefined) return false;
    const gathered = this.at(unit, period);
    if (state === 'late') gathered.late = knownFrom;
    else delete gathered.late;
    return true;
  }

  private takePlan(row: PlanRow): void {
    const plans = this.plans.get(row.unit) ?? new Map<string, WindowPlan>();
    this.plans.set(row.unit, plans);
    if ((plans.get(row.plan)?.version ?? 0) >= row.version) return;
    plans.set(row.plan, {
      plan: row.plan,
      version: row.version,
      base: row.base,
      points: new Map(Object.entries(row.points)),
      knownFrom: row.known_from,
    });
  }

  private at(unit: string, id: string): Gathered {
    const periods = this.gathered.get(unit) ?? new Map<string, Gathered>();
    this.gathered.set(unit, periods);
    const found = periods.get(id) ?? { period: periodOf(this.rule, id) };
    periods.set(id, found);
    return found;
  }

  private putTogether(unit: string): void {
    const known = [...(this.gathered.get(unit)?.values() ?? [])].filter(
      ({ cell, late }) => cell !== undefined || late !== undefined,
    );
    if (known.length > 0) this.points.set(unit, pointsOf(known, [...(this.plans.get(unit)?.values() ?? [])]));
    else this.points.delete(unit);
  }
}

function pointsOf(gathered: Gathered[], plans: readonly WindowPlan[]): PanelPoint[] {
  let breaks = 0;
  return gathered
    .sort((a, b) => (a.period.lastDay < b.period.lastDay ? -1 : 1))
    .map(({ period, cell, late }): PanelPoint => {
      const flags = cell?.flag ?? '';
      if (flags.includes('B')) breaks++;
      const value = cell?.conflict ? undefined : cell?.value;
      const planned = plannedAt(plans, period.id);
      const pastDue = late !== undefined && cell === undefined;
      const known = [cell?.recordedAt, planned?.knownFrom, pastDue ? late : undefined];
      return {
        period,
        ...(value === undefined || flags.includes('I') ? {} : { value }),
        segment: breaks,
        rated: {
          ...(value === undefined ? {} : { value }),
          ...(planned ? { base: planned.base, target: planned.target } : {}),
          pastDue,
        },
        knownFrom: known.reduce<string>(
          (newest, each) => (each !== undefined && each > newest ? each : newest),
          '',
        ),
        demo: cell?.demo === true,
      };
    });
}
