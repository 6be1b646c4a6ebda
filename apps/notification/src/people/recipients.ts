import { type Day } from '#contracts';
import { type Catalogue } from '#catalogue';

/** The office that gathers all reports. */
export const OFFICE = 'FOCAL';

/**
 * The position that is told first about a unit: its lead officer, or its head where it has none, on the given day,
 * followed through mergers to a living unit. Units that only report values of the province have neither: the office.
 */
export function leadPosition(catalogue: Catalogue, unit: string, day: Day): string {
  for (const living of catalogue.livingSuccessors(unit, day)) {
    const held = [`REP.${living}`, `HEAD.${living}`].find((position) =>
      catalogue.on('position', position, day),
    );
    if (held && catalogue.unitOn(living, day)?.attributes.reports) return held;
  }
  return OFFICE;
}

/** The vice-chairman (or chairman) in whose portfolio the unit lies, or undefined. */
export function fieldLeader(catalogue: Catalogue, unit: string, day: Day): string | undefined {
  const living = new Set(catalogue.livingSuccessors(unit, day));
  return catalogue
    .allOn('position', day)
    .find(({ attributes }) => attributes.portfolioOf?.some((each) => living.has(each)))?.code;
}
