import { addDays, type Day } from './day.js';
import { PeriodError } from './period-error.js';
import { firstDayOf, idOfNumber, numberContaining, numberOfId } from './period-number.js';
import { type PeriodRule, periodRuleOf } from './period-rule.js';

/** A stretch of time with a name; both days are included. */
export interface Period {
  readonly id: string;
  readonly rule: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** Parsed periods by rule and number; ids are bounded by the years that `numberOfId` accepts. */
const byNumber = new Map<PeriodRule, Map<number, Period>>();
const byId = new Map<string, Map<string, Period>>();
const numbers = new WeakMap<Period, number>();

/** The period of a rule (a code of `period_rules.csv`) with this id. Throws PeriodError. */
export function periodOf(rule: string, id: string): Period {
  return byId.get(rule)?.get(id) ?? parsePeriod(rule, id);
}

function parsePeriod(code: string, id: string): Period {
  const rule = periodRuleOf(code);
  const number = numberOfId(rule, id);
  if (number === undefined) {
    const params = { period: id, rule: code, form: rule.idForm };
    throw new PeriodError('period.wrong-form', `The period ${id} is not of the form ${rule.idForm}.`, params);
  }
  return periodAt(rule, number);
}

/** Whether the rule has a period with this id. */
export function isPeriod(rule: string, id: string): boolean {
  return byId.get(rule)?.has(id) === true || numberOfId(periodRuleOf(rule), id) !== undefined;
}

/** The period of the rule in which the day lies. */
export const periodContaining = (rule: string, day: Day): Period => {
  const known = periodRuleOf(rule);
  return periodAt(known, numberContaining(known, day));
};

export const nextPeriod = (period: Period): Period => shiftPeriod(period, 1);
export const previousPeriod = (period: Period): Period => shiftPeriod(period, -1);

/** The period `count` places later, or earlier where `count` is negative. */
export const shiftPeriod = (period: Period, count: number): Period =>
  periodAt(periodRuleOf(period.rule), numberOf(period) + count);

/** How many periods `to` lies after `from`; both of one rule. */
export const periodDistance = (from: Period, to: Period): number => numberOf(to) - numberOf(from);

/** The periods of a rule that end between two days, both included, oldest first. */
export function periodsBetween(rule: string, firstDay: Day, lastDay: Day): Period[] {
  const known = periodRuleOf(rule);
  const found: Period[] = [];
  let period = periodAt(known, numberContaining(known, firstDay));
  while (period.lastDay <= lastDay) {
    found.push(period);
    period = nextPeriod(period);
  }
  return found;
}

/** The newest period of a rule that has ended when the day begins. */
export const lastEndedBefore = (rule: string, day: Day): Period =>
  previousPeriod(periodContaining(rule, day));

function periodAt(rule: PeriodRule, number: number): Period {
  return byNumber.get(rule)?.get(number) ?? rememberPeriod(rule, number);
}

function rememberPeriod(rule: PeriodRule, number: number): Period {
  const period: Period = Object.freeze({
    id: idOfNumber(rule, number),
    rule: rule.code,
    firstDay: firstDayOf(rule, number),
    lastDay: addDays(firstDayOf(rule, number + 1), -1),
  });
  numbers.set(period, number);
  within(byNumber, rule).set(number, period);
  within(byId, rule.code).set(period.id, period);
  return period;
}

/** A period that came as a copy (parsed JSON) is looked up by its id. */
const numberOf = (period: Period): number =>
  numbers.get(period) ?? numbers.get(periodOf(period.rule, period.id)) ?? 0;

function within<K, L, V>(outer: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const inner = outer.get(key) ?? new Map<L, V>();
  outer.set(key, inner);
  return inner;
}
