import { attributeFaults, CATALOGUE_KIND_NAMES, type CatalogueDraft } from '#contracts';
import { isDay } from '#periods';
import { rowProblem, type RowProblem } from '../row-problem.js';

const LONGEST_CODE = 200;

/** Everything that is wrong with a draft; none means that it is a CatalogueDraft. */
export function entryProblems(given: unknown): RowProblem[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return [rowProblem('row.not-an-object', '')];
  const { kind, code, validFrom, validTo, attributes } = given as Record<string, unknown>;
  const problems: RowProblem[] = [];
  if (typeof kind !== 'string' || !isKind(kind))
    return [rowProblem('entry.kind', 'kind', { kind: String(kind), kinds: CATALOGUE_KIND_NAMES.join(', ') })];
  if (typeof code !== 'string' || code === '' || code.length > LONGEST_CODE)
    problems.push(rowProblem('entry.code', 'code', { longest: LONGEST_CODE }));
  if (typeof validFrom !== 'string' || !isDay(validFrom)) problems.push(rowProblem('entry.day', 'validFrom'));
  if (validTo !== undefined && (typeof validTo !== 'string' || !isDay(validTo)))
    problems.push(rowProblem('entry.day', 'validTo'));
  else if (typeof validTo === 'string' && typeof validFrom === 'string' && validTo < validFrom)
    problems.push(rowProblem('entry.ends-before-it-begins', 'validTo', { validFrom, validTo }));
  return [...problems, ...faultsOf(kind, attributes)];
}

/** The marker that ends a change is ingestion's own. */
const isKind = (kind: string): boolean =>
  kind !== 'catalogue-version' && (CATALOGUE_KIND_NAMES as readonly string[]).includes(kind);

function faultsOf(kind: string, attributes: unknown): RowProblem[] {
  const faults = attributeFaults(kind, attributes).map(({ field, detail }) =>
    rowProblem('entry.attribute', field, { detail }),
  );
  // jsonb cannot hold NUL.
  if (JSON.stringify(attributes ?? null).includes(String.raw`\u0000`))
    faults.push(rowProblem('field.unprintable', 'attributes'));
  return faults;
}

export const draftKey = ({ kind, code, validFrom }: CatalogueDraft): string => `${kind}:${code}:${validFrom}`;
