import { type SubjectKind } from '#contracts';
import { type Day, periodContaining } from '#periods';

/** What is compared between units: a node of an index, or an indicator (index empty), under one period rule. */
export interface SubjectKey {
  readonly index: string;
  readonly subject: string;
  readonly rule: string;
}

export const subjectKeyOf = ({ index, subject, rule }: SubjectKey): string => `${index}|${subject}|${rule}`;

/** The subject as events name it. */
export const subjectFields = (
  { index, subject }: SubjectKey,
  subjectKind: SubjectKind,
): { subject: string; subjectKind: SubjectKind; index?: string } => ({
  subject,
  subjectKind,
  ...(index ? { index } : {}),
});

/** A subject from a day on, and the transaction since which its rows are wanted; null for all of them. */
export interface Stretch extends SubjectKey {
  readonly from: Day;
  readonly since: string | null;
}

/** Before any period that has data. */
const LONG_AGO = '1900-01-01';

/**
 * The period with which a stretch begins: ids of one rule sort like their days, so an index that ends in the period leads past
 * what lies further back, however long the history is.
 */
export const firstPeriodOf = ({ rule, from }: Stretch): string =>
  from < LONG_AGO ? '' : periodContaining(rule, from).id;
