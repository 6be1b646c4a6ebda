import { type Cause, type SubjectKind } from '#contracts';
import { type Day } from '#periods';
import { LEAD } from '../method/score-cell.js';
import { weightiest } from '../unit-scores/touched.js';

/** A subject among the units of a group, from a day on; a province's own row is one of a single period. */
export interface CrossSection {
  readonly subject: string;
  readonly subjectKind: SubjectKind;
  /** Empty for an indicator. */
  readonly index: string;
  readonly rule: string;
  readonly group: string;
  /** The one period of a province's own row; else empty. */
  readonly at: string;
  readonly from: Day;
  readonly cause: Cause;
}

export const isRollUp = ({ subject }: CrossSection): boolean => subject === LEAD;

const keyOf = ({ index, subject, rule, group, at }: CrossSection): string =>
  `${index}|${subject}|${rule}|${group}|${at}`;

/** A province's row is judged with its roll-up, under the same lock: nobody else touches its cross-section. */
export const lockOf = (section: CrossSection): string =>
  isRollUp(section)
    ? `${section.subject}|${section.rule}|${section.group}`
    : `${section.index}|${section.subject}|${section.rule}`;

/** One cross-section a key: the earliest day and the weightiest cause of all its touches. */
export function foldSections(sections: readonly CrossSection[]): CrossSection[] {
  const folded = new Map<string, CrossSection>();
  for (const section of sections) {
    const key = keyOf(section);
    const known = folded.get(key);
    folded.set(
      key,
      known
        ? {
            ...section,
            from: section.from < known.from ? section.from : known.from,
            cause: weightiest(section.cause, known.cause),
          }
        : section,
    );
  }
  return [...folded.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, section]) => section);
}

/** What only fills the past waits and is folded; what may open an alert is looked at once. */
export const isUrgent = ({ cause }: CrossSection): boolean => cause === 'live' || cause === 'correction';
