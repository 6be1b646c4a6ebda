import { type SubjectKey, subjectKeyOf } from './subject.js';

/** A subject's units share one lock; a province's own row of it has another. */
export interface StandingKey extends SubjectKey {
  /** The province, where its own row is judged; else empty. */
  readonly ownRow: string;
}

export const standingKeyOf = (key: StandingKey): string => `${subjectKeyOf(key)}|${key.ownRow}`;
