import { type Catalogue } from '#catalogue';
import { type Day } from '#contracts';

/**
 * The unit that bears a unit's name on a day: a province that was merged goes on under the code of the merged one, and
 * the merged one had its years before under the code of the province whose name it keeps. The unit itself where
 * nobody of its line lived on that day.
 */
export function bearerOn(catalogue: Catalogue, unit: string, day: Day): string {
  return lineOf(catalogue, unit).find((code) => catalogue.unitOn(code, day) !== undefined) ?? unit;
}

/** The unit with all that were before and after it under the same name. */
function lineOf(catalogue: Catalogue, unit: string): string[] {
  const name = nameOf(catalogue, unit);
  const line = new Set([unit]);
  for (const code of line)
    for (const next of neighbours(catalogue, code)) if (nameOf(catalogue, next) === name) line.add(next);
  return [...line];
}

function neighbours(catalogue: Catalogue, unit: string): string[] {
  const after = catalogue.history('unit', unit).flatMap(({ attributes }) => attributes.successorCodes ?? []);
  const before = catalogue.all('unit').filter(({ attributes }) => attributes.successorCodes?.includes(unit));
  return [...after, ...before.map(({ code }) => code)];
}

const nameOf = (catalogue: Catalogue, unit: string): string | undefined =>
  catalogue.history('unit', unit).at(-1)?.attributes.nameVi;
