import { type Cause, isUnderOlderEdition } from '#contracts';
import { addDays, type Day, periodContaining, shiftPeriod } from '#periods';
import { familyOf } from '../method/families.js';
import { type ScoringRules } from '../method/scoring-rules.js';
import { weightiest } from '../unit-scores/touched.js';
import { type CrossSection } from './cross-section.js';
import { WINDOW } from './judge-family.js';
import { type Panel } from './panel.js';
import { type StandingKey } from './standing-key.js';
import { subjectKeyOf } from './subject.js';

/** Subject, family and the day from which its units are looked at anew. */
export interface FamilyTask extends StandingKey {
  readonly subjectKind: CrossSection['subjectKind'];
  readonly family: string;
  readonly from: Day;
  /** Windows of the first period looked at reach back to this day. */
  readonly back: Day;
  readonly cause: Cause;
}

/** Windows of the periods from a day on reach back to this day. */
export const windowBack = (rule: string, from: Day): Day =>
  addDays(shiftPeriod(periodContaining(rule, from), -WINDOW).lastDay, 1);

/**
 * Each family of the sections once; a group that is no family of its own (a region) is ranked, not judged, and so is what
 * stands under an older edition: verdicts come from the leading one.
 */
export function familyTasks(rules: ScoringRules, sections: readonly CrossSection[]): FamilyTask[] {
  const tasks = new Map<string, FamilyTask>();
  for (const section of sections) {
    if (isUnderOlderEdition(section.index)) continue;
    const family = rules.isPeerGroup(section.group) ? familyOf('', [section.group]) : section.group;
    if (family === '') continue;
    const key = `${subjectKeyOf(section)}|${family}`;
    const known = tasks.get(key);
    const from = known && known.from < section.from ? known.from : section.from;
    const { index, subject, rule, subjectKind } = section;
    const ownRow = index !== '' && rules.isEstimate(family, index, section.from) ? family : '';
    const back = windowBack(rule, from);
    const cause = known ? weightiest(known.cause, section.cause) : section.cause;
    tasks.set(key, { index, subject, rule, ownRow, subjectKind, family, from, back, cause });
  }
  return [...tasks.values()];
}

/** The units of a panel that are of a family by their newest point, in order: a series has one forecast. */
export function unitsOfFamily(
  rules: ScoringRules,
  { family, index }: Pick<FamilyTask, 'family' | 'index'>,
  { series }: Panel,
): string[] {
  const isIn = (unit: string) =>
    rules.family(unit, index, series.get(unit)!.at(-1)!.period.lastDay) === family;
  return [...series.keys()].filter(isIn).sort();
}
