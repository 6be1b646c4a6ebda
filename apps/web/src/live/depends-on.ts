import { type LiveChange } from '#contracts';

interface Followed {
  topics?: readonly string[];
  concerns?: (change: LiveChange, answer: never) => boolean;
}

/** Whether an answer may have changed; `changes` are absent after a reset, when anything may have. */
export function dependsOn(
  meta: object | undefined,
  answer: unknown,
  changes: readonly LiveChange[] | undefined,
): boolean {
  const { topics = [], concerns } = (meta ?? {}) as Followed;
  if (changes === undefined || answer === undefined) return topics.length > 0;
  return changes.some(
    (change) => topics.includes(change.topic) && (concerns?.(change, answer as never) ?? true),
  );
}

/** The period stands last in the key of a score, rating or trend. */
const periodOf = (change: LiveChange) => change.key.slice(change.key.lastIndexOf(':') + 1);

/** A change of the shown period; where none was asked for also a newer one, since the newest is shown. */
export const concernsPeriod = (change: LiveChange, shown: string, asked: string | undefined): boolean =>
  change.topic === 'catalogue' ||
  periodOf(change) === shown ||
  (asked === undefined && periodOf(change) > shown);

export const concernsUnit = (change: LiveChange, unit: string): boolean =>
  change.unit === undefined || change.unit === unit;
