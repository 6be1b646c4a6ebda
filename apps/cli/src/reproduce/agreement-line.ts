import { type Agreement, agreementOf, type PublishedPair } from '#scoring-engine';
import { promiseFor, type YearsPromise } from './promises.js';

/** One line of `chiso reproduce`. */
export interface AgreementLine extends Pick<
  Agreement,
  'compared' | 'withinTolerance' | 'maxAbsDifference' | 'ranksCompared' | 'ranksEqual'
> {
  readonly index: string;
  readonly year: string;
  readonly tolerance: number;
  /** Whether a promised agreement holds; absent where none is promised. */
  readonly kept?: boolean;
  readonly note: string;
}

/** Compares the pairs of one index and year with what is promised for them. */
export function agreementLine(
  index: string,
  year: string,
  pairs: readonly PublishedPair[],
  promise: YearsPromise,
): AgreementLine {
  const { beyond, ...agreement } = agreementOf(pairs, promise.tolerance);
  const { least, ranks, tolerance, note } = promise;
  const { ranksCompared, ranksEqual } = agreement;
  const areRanksKept = ranks === undefined || (ranksCompared >= ranks && ranksEqual === ranksCompared);
  const isKept = agreement.compared >= (least ?? 0) && beyond.length === 0 && areRanksKept;
  return {
    index,
    year,
    ...agreement,
    tolerance,
    ...(least === undefined ? {} : { kept: isKept }),
    note: [note, ...beyondNote(beyond)].join('; '),
  };
}

const MOST_NAMED = 5;

function beyondNote(beyond: readonly string[]): string[] {
  if (beyond.length === 0) return [];
  const rest = beyond.length - MOST_NAMED;
  const named = beyond.slice(0, MOST_NAMED).join(', ');
  return [`beyond the tolerance: ${named}${rest > 0 ? ` and ${rest} more` : ''}`];
}

/** A line for each year, in order, under the promise for that year. */
export function linesByYear<T extends { readonly year: string }>(
  index: string,
  rows: readonly T[],
  promises: readonly YearsPromise[],
  pairsOf: (rows: readonly T[]) => readonly PublishedPair[],
): AgreementLine[] {
  const years = [...Map.groupBy(rows, ({ year }) => year)].sort(([a], [b]) => Number(a) - Number(b));
  return years.flatMap(([year, own]) => {
    const promise = promiseFor(promises, year);
    return promise ? [agreementLine(index, year, pairsOf(own), promise)] : [];
  });
}
