import { PeriodError } from './period-error.js';

export const FREQUENCY_ORDER = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const;
export type PeriodFrequency = (typeof FREQUENCY_ORDER)[number];

/** How a rule cuts time: what it counts, and on which day of the month a period begins (1: that month's own). */
export interface PeriodRule {
  readonly code: string;
  readonly frequency: PeriodFrequency;
  readonly startDay: number;
  /** How ids of this rule are written. */
  readonly idForm: string;
}

const rule = (code: string, frequency: PeriodFrequency, startDay: number, idForm: string): PeriodRule => ({
  code,
  frequency,
  startDay,
  idForm,
});

/** The rules of `period_rules.csv`; a test compares both. A period that begins on the 15th is named after its last month. */
export const PERIOD_RULES: readonly PeriodRule[] = [
  rule('CAL_DAY', 'day', 1, 'YYYY-MM-DD'),
  rule('WEEK_ISO', 'week', 1, 'YYYY-Www'),
  rule('CAL_M', 'month', 1, 'YYYY-MM'),
  rule('M15', 'month', 15, 'YYYY-MM'),
  rule('M21', 'month', 21, 'YYYY-MM'),
  rule('Q15', 'quarter', 15, 'YYYY-Qn'),
  rule('H15', 'half', 15, 'YYYY-Hn'),
  rule('Y15', 'year', 15, 'YYYY'),
  rule('CAL_Y', 'year', 1, 'YYYY'),
  rule('SURVEY_YEAR', 'year', 1, 'YYYY'),
];

const BY_CODE = new Map(PERIOD_RULES.map((known) => [known.code, known]));

/** The rule of a code; throws PeriodError for an unknown one. */
export function periodRuleOf(code: string): PeriodRule {
  const known = BY_CODE.get(code);
  if (!known) {
    throw new PeriodError('period.unknown-rule', `The period rule ${code} does not exist.`, { rule: code });
  }
  return known;
}

/** How often periods of the rule begin. */
export const frequencyOf = (code: string): PeriodFrequency => periodRuleOf(code).frequency;
