import { type Day, periodContaining, periodDistance } from '#periods';
import { type CrossSection, isRollUp } from './cross-section.js';

/**
 * Periods that one transaction judges at most, of all units each: some thousands of sayings, each of which is held as object, as
 * text and on its way to the database. Two dozen subjects over ten years would be half a gigabyte.
 */
const MOST_PERIODS = 120;

/** @returns those of the sections that make one portion, at least one, and the others */
export function portionOf(
  sections: readonly CrossSection[],
  newestOf: (section: CrossSection) => Day,
): [CrossSection[], CrossSection[]] {
  let sum = 0;
  const end = sections.findIndex(
    (section) => (sum += periodsFrom(section, newestOf(section))) > MOST_PERIODS,
  );
  const count = end < 0 ? sections.length : Math.max(1, end);
  return [sections.slice(0, count), sections.slice(count)];
}

/** How many periods of its rule a section looks at; a province's row is one. */
function periodsFrom(section: CrossSection, newest: Day): number {
  const { rule, from } = section;
  if (isRollUp(section)) return 1;
  return Math.max(1, periodDistance(periodContaining(rule, from), periodContaining(rule, newest)) + 1);
}
