import { type Day, type Instant, instantOf, periodContaining, periodOf, type Period } from '#periods';

/** Score periods of a unit's leading indicators: administrative months and quarters. */
export const LEAD_RULES = ['M15', 'Q15'] as const;
/** Index under which the catalogue keeps the editions of unit scores. */
export const LEAD = 'LEAD';

/** One unit's scores of one period that are computed together: all roots of LEAD, or one published index. */
export interface ScoreCell {
  readonly index: string;
  readonly period: Period;
}

export const cellKey = ({ index, period }: ScoreCell): string => `${index}|${period.rule}|${period.id}`;

export const leadCell = (rule: string, id: string): ScoreCell => ({
  index: LEAD,
  period: periodOf(rule, id),
});

/** A score period with the instant at which it begins. */
interface DatedPeriod {
  readonly period: Period;
  readonly begins: Instant;
}

const known = new Map<Day, readonly DatedPeriod[]>();

/** The administrative month and quarter in which a day lies. */
export function leadPeriodsOn(day: Day): readonly DatedPeriod[] {
  let periods = known.get(day);
  if (!periods) {
    periods = LEAD_RULES.map((rule) => periodContaining(rule, day)).map((period) => ({
      period,
      begins: instantOf(period.firstDay),
    }));
    known.set(day, periods);
  }
  return periods;
}
