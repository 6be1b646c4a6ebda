import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type Day, type ExplanationChanged, type IndicatorRow, type TrendChanged } from '#contracts';
import { isPeriod, periodOf } from '#periods';
import { Clock } from '#runtime';
import { AlertQuery } from '../alerts/alert.query.js';
import { MarkQuery, type RatingRow } from '../marks/mark.query.js';
import { endedPeriods } from '../marks/period-window.js';
import { Names } from '../names/names.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { present } from '../questions/present.js';
import { ObservationQuery, type ObservationState } from '../series/observation.query.js';
import { indicatorFigures } from './indicator-row.js';

/** An indicator that a unit answers for; `forUnit` is whose value it is. */
export interface OwnedIndicator {
  readonly indicator: string;
  readonly unit: string;
  readonly forUnit: string;
}

/** Sorts before every period of a year, the year itself among them. */
const lastDayBefore = (year: number): string => `${year - 1}-12-31`;

export const seriesKey = (indicator: string, forUnit: string): string => `${indicator}|${forUnit}`;

interface Marks {
  readonly ratings: ReadonlyMap<string, RatingRow>;
  readonly before: ReadonlyMap<string, RatingRow>;
}

/** Reads rows of indicators as movers and department pages show them. */
@Injectable()
export class ReadIndicatorRows {
  constructor(
    private readonly observations: ObservationQuery,
    private readonly marks: MarkQuery,
    private readonly alerts: AlertQuery,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  /** What a unit is expected to give on a day: its own values, and those of the province that it answers. */
  ownedBy(unit: string, day: Day): OwnedIndicator[] {
    const own = this.catalogue.assignmentsOf({ forUnit: unit, role: 'reports' }, day);
    const answered = this.catalogue
      .assignmentsOf({ unit, role: 'answers' }, day)
      .filter(({ attributes }) => attributes.forUnit !== unit);
    const rows = [...own, ...answered].map(({ attributes: { indicator, forUnit } }) => ({
      indicator,
      unit,
      forUnit,
    }));
    return rows.filter(({ indicator }) => {
      const kind = this.catalogue.indicatorOn(indicator, day)?.attributes.kind;
      return kind === 'leading' || kind === 'context';
    });
  }

  async execute(
    owned: readonly OwnedIndicator[],
    marks: Marks,
    day: Day,
    known: KnownUntil,
  ): Promise<IndicatorRow[]> {
    if (owned.length === 0) return [];
    const series = owned.map(({ indicator, forUnit }) => ({ indicator, unit: forUnit }));
    const [values, plans, trends, explanations] = await Promise.all([
      this.observations.newestOf(series, lastDayBefore(Number(day.slice(0, 4)) - 2), known),
      this.observations.plansOf(series, known),
      this.marks.trendsIn(endedPeriods(day, 2), ['indicator'], known),
      this.alerts.openExplanations(known),
    ]);
    const valuesOf = Map.groupBy(values, (value) => seriesKey(value.indicator, value.unit));
    const plansOf = Map.groupBy(plans, (plan) => seriesKey(plan.indicator, plan.unit));
    const trendOf = new Map(trends.map((row) => [seriesKey(row.subject, row.unit), row.state]));
    return owned.flatMap((one) => {
      const key = seriesKey(one.indicator, one.forUnit);
      const facts = {
        rating: marks.ratings.get(key),
        previousRating: marks.before.get(key),
        trend: trendOf.get(key),
        values: valuesOf.get(key) ?? [],
        plans: plansOf.get(key) ?? [],
      };
      return this.row(one, facts, explanations, day) ?? [];
    });
  }

  private row(
    { indicator, unit, forUnit }: OwnedIndicator,
    facts: {
      rating: RatingRow | undefined;
      previousRating: RatingRow | undefined;
      trend: TrendChanged | undefined;
      values: readonly ObservationState[];
      plans: Parameters<typeof indicatorFigures>[0]['plans'];
    },
    explanations: readonly ExplanationChanged[],
    day: Day,
  ): IndicatorRow | undefined {
    const attributes = this.catalogue.indicatorOn(indicator, day)?.attributes;
    if (!attributes) return undefined;
    const { periodRule } = attributes;
    const ended = facts.values.filter(
      ({ period }) => isPeriod(periodRule, period) && periodOf(periodRule, period).lastDay <= day,
    );
    const owed = explanations.find((one) => one.unit === unit && one.indicator === indicator);
    const head = `HEAD.${unit}`;
    return {
      indicator: this.names.indicator(indicator, day),
      unit: this.names.unit(unit, day),
      forUnit,
      unitOfMeasure: attributes.unit,
      direction: attributes.direction,
      scored: attributes.scored,
      ...indicatorFigures({ ...facts, attributes, values: ended }),
      ...present(
        'responsible',
        this.catalogue.on('position', head, day) ? this.names.position(head, day) : undefined,
      ),
      ...present('explanation', owed && this.owed(owed)),
    };
  }

  private owed({ state, dueAt }: ExplanationChanged): IndicatorRow['explanation'] {
    return { state, ...present('dueAt', dueAt), overdue: dueAt !== undefined && dueAt < this.clock.now() };
  }
}
