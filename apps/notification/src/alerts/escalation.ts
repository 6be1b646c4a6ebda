import { type Instant } from '#contracts';
import { type Catalogue } from '#catalogue';
import { dayOf, instantOf } from '#periods';
import { fieldLeader, OFFICE } from '../people/recipients.js';
import { type Rule } from '../rules/rule.js';

/** Office hours begin: a step that is due on a working day goes out then. */
const HOUR = 8;

export interface EscalationStep {
  readonly step: number;
  readonly position: string | undefined;
  readonly dueAt: Instant;
}

/** The steps of a rule's ladder, copied when the alert opens; an empty level is kept and recorded as such. */
export function escalationSteps(
  rule: Rule,
  unit: string,
  openedAt: Instant,
  catalogue: Catalogue,
): EscalationStep[] {
  const day = dayOf(openedAt);
  return rule.escalation.map(({ afterWorkingDays, to }, index) => ({
    step: index + 1,
    position: to === 'office' ? OFFICE : fieldLeader(catalogue, unit, day),
    dueAt: instantOf(catalogue.calendar().addWorkingDays(day, afterWorkingDays), HOUR),
  }));
}
