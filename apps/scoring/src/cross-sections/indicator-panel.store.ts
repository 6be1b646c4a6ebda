import { Inject, Injectable } from '@nestjs/common';
import { type Day, type Period, periodOf } from '#periods';
import { statement, type Tx } from '#persistence';
import { mergedCell, plannedAt, type WindowCell, type WindowPlan } from '../unit-windows/unit-window.js';
import { type ObligationRow, type ObservationRow, type PlanRow } from '../unit-windows/unit-window.store.js';
import { cellOf } from '../unit-windows/unit-windows.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { type Panel, type PanelPoint } from './panel.js';
import { SubjectRules } from './subject-rules.js';
import { type SubjectKey } from './subject.js';

const READ_OBSERVATIONS = statement(
  'observation-version.read-indicators',
  `SELECT o.indicator, o.unit, o.period, o.revision, o.fingerprint, o.scored_unit, o.last_day, o.observation,
          o.value, o.numerator, o.denominator, o.flag, o.known_from, o.demo
   FROM unnest($1::text[], $2::date[]) AS k (indicator, from_day)
   JOIN observation_version o ON o.indicator = k.indicator AND o.last_day >= k.from_day`,
);

const READ_LATE = statement(
  'obligation.read-late',
  `SELECT o.* FROM unnest($1::text[], $2::date[]) AS k (indicator, from_day)
   JOIN obligation o ON o.indicator = k.indicator AND o.last_day >= k.from_day AND o.state = 'late'`,
);

const READ_PLANS = statement(
  'plan-version.read-indicators',
  `SELECT DISTINCT ON (plan) plan, version, indicator, unit, scored_unit, base, points, known_from
   FROM plan_version WHERE indicator = ANY ($1::text[]) ORDER BY plan, version DESC`,
);

interface Facts {
  readonly observations: readonly ObservationRow[];
  readonly late: readonly ObligationRow[];
  readonly plans: readonly PlanRow[];
}

/** One period of a series while it is put together. */
interface Gathered {
  readonly period: Period;
  cell?: WindowCell;
  late?: string;
}

@Injectable()
export class IndicatorPanelStore {
  constructor(
    @Inject(SubjectRules) private readonly subjectRules: SubjectRules,
    @Inject(ScoringRules) private readonly rules: ScoringRules,
  ) {}

  /** The panels of whole indicators over all units. */
  async read(
    tx: Tx,
    subjects: readonly (SubjectKey & { readonly back: Day })[],
  ): Promise<Map<string, Panel>> {
    if (subjects.length === 0) return new Map();
    const codes = subjects.map(({ subject }) => subject);
    const values = [codes, subjects.map(({ back }) => back)];
    const observations = await tx.query<ObservationRow>(READ_OBSERVATIONS, values);
    const late = await tx.query<ObligationRow>(READ_LATE, values);
    const plans = await tx.query<PlanRow>(READ_PLANS, [codes]);
    const [byCode, lateByCode, plansByCode] = [
      Map.groupBy(observations.filter(this.stands), ({ indicator }) => indicator),
      Map.groupBy(late.filter(this.stands), ({ indicator }) => indicator),
      Map.groupBy(plans, ({ indicator }) => indicator),
    ];
    return new Map(
      subjects.map(({ subject, rule }) => {
        const facts: Facts = {
          observations: byCode.get(subject) ?? [],
          late: lateByCode.get(subject) ?? [],
          plans: plansByCode.get(subject) ?? [],
        };
        return [subject, { series: seriesOf(rule, facts), ruleOf: this.subjectRules.ofIndicator(subject) }];
      }),
    );
  }

  /** What a unit gave for a period whose last day it did not see (its end became known later) is judged as little as scored. */
  private readonly stands = ({ unit, last_day: day }: { unit: string; last_day: Day }): boolean =>
    this.rules.exists(unit, day);
}

function seriesOf(rule: string, { observations, late, plans }: Facts): Map<string, PanelPoint[]> {
  const units = new Map<string, Map<string, Gathered>>();
  const at = (unit: string, id: string): Gathered => {
    const periods = units.get(unit) ?? new Map<string, Gathered>();
    units.set(unit, periods);
    const found = periods.get(id) ?? { period: periodOf(rule, id) };
    periods.set(id, found);
    return found;
  };
  for (const row of observations) {
    const gathered = at(row.unit, row.period);
    gathered.cell = mergedCell(gathered.cell, cellOf(row));
  }
  for (const row of late) at(row.unit, row.period).late = row.known_from;
  const plansOf = Map.groupBy(plans, ({ unit }) => unit);
  return new Map(
    [...units].map(([unit, periods]) => [unit, pointsOf([...periods.values()], plansOf.get(unit) ?? [])]),
  );
}

function pointsOf(gathered: Gathered[], rows: readonly PlanRow[]): PanelPoint[] {
  const plans = rows.map((row): WindowPlan => ({
    plan: row.plan,
    version: row.version,
    base: row.base,
    points: new Map(Object.entries(row.points)),
    knownFrom: row.known_from,
  }));
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
