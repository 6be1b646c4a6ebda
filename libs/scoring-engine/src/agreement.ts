import { isPresent } from './column.js';
import { quantise } from './quantise.js';

/** A published value beside the one computed from its parts. */
export interface PublishedPair {
  readonly unit: string;
  readonly published?: number;
  readonly computed?: number;
  readonly publishedRank?: number;
  readonly computedRank?: number;
}

/** How far a computation agrees with what was published. */
export interface Agreement {
  readonly compared: number;
  readonly withinTolerance: number;
  /** Absent where nothing could be compared. */
  readonly maxAbsDifference?: number;
  readonly ranksCompared: number;
  readonly ranksEqual: number;
  /** Units beyond the tolerance, in the order given. */
  readonly beyond: readonly string[];
}

/**
 * Compares computed with published values; units that lack one of the two are not compared.
 *
 * Source: methodology, section 1 (agreement to reach).
 */
export function agreementOf(pairs: readonly PublishedPair[], tolerance: number): Agreement {
  const differences = pairs.map((pair) => differenceOf(pair));
  const known = differences.filter(isPresent);
  const beyond = pairs
    .filter((_, at) => (differences[at] ?? 0) > quantise(tolerance))
    .map((pair) => pair.unit);
  const ranked = pairs.filter((pair) => pair.publishedRank !== undefined && pair.computedRank !== undefined);
  return {
    compared: known.length,
    withinTolerance: known.length - beyond.length,
    ...(known.length === 0 ? {} : { maxAbsDifference: known.reduce((a, b) => Math.max(a, b), 0) }),
    ranksCompared: ranked.length,
    ranksEqual: ranked.filter((pair) => pair.publishedRank === pair.computedRank).length,
    beyond,
  };
}

function differenceOf({ published, computed }: PublishedPair): number | undefined {
  return published === undefined || computed === undefined
    ? undefined
    : quantise(Math.abs(published - computed));
}
