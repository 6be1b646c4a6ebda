import { periodContaining, periodOf, type Period } from '#periods';

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

/** The administrative month and quarter in which a day lies. */
export const leadPeriodsOn = (day: string): Period[] => LEAD_RULES.map((rule) => periodContaining(rule, day));
