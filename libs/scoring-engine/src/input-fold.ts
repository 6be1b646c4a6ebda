import type { CandidatePeriod, Cell, Frequency, ScorePeriod } from './candidate-period.js';
import { assertFinite } from './column.js';
import { MethodError } from './method-error.js';
import { quantise } from './quantise.js';
import { compareCodes } from './rank.js';
import { standingPeriod, type InputState, type MissingReason } from './standing-period.js';
import { sumOf } from './statistics.js';

export type TimeAggregation = 'last' | 'sum' | 'ratio';

export interface FoldRule {
  readonly aggTime: TimeAggregation;
  /** Turns numerator/denominator into the indicator's unit, 100 for percent; 1 where absent. */
  readonly ratioFactor?: number;
  readonly frequency: Frequency;
}

/** One observation that counted, for the score's tree. */
export interface CountedObservation {
  readonly observationId: string;
  readonly period: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly value?: number | undefined;
  readonly numerator?: number | undefined;
  readonly denominator?: number | undefined;
}

/** The value of one indicator for one score period. */
export interface FoldedInput {
  readonly state: InputState;
  readonly reason?: MissingReason | undefined;
  readonly value?: number | undefined;
  /** The newest period that counted. */
  readonly period?: string | undefined;
  /** Some period inside the score period has no value that counts. */
  readonly partial: boolean;
  /** A ratio of several periods without their numerators and denominators: the plain mean of the ratios. */
  readonly unweighted: boolean;
  /** The newest period is late and its value has not come. */
  readonly pastDue: boolean;
  readonly observations: readonly CountedObservation[];
  readonly demo: boolean;
}

type Counted = CandidatePeriod & { readonly cell: Cell & { readonly value: number } };

/**
 * Folds the periods of an indicator into its value for a score period.
 *
 *   last:  the value of the newest period
 *   sum:   Σ value
 *   ratio: ratioFactor · Σ numerator / Σ denominator
 *
 * over the periods that ended inside the score period; where none did, the latest that ended before it counts alone.
 * Which period stands as the newest is decided by standingPeriod. A sum with a hole is no sum and is missing; a
 * ratio over fewer periods is still a ratio and is flagged partial. Where a ratio came without its parts there is
 * nothing to weigh the periods with: they count equally, and the value is flagged unweighted.
 *
 * Source: methodology, section 2.
 *
 * @param periods  periods of the indicator in any order, each once; those that end after the score period are left out
 * @throws MethodError cell.two-values, value.infinite
 */
export function foldInput(
  rule: FoldRule,
  periods: readonly CandidatePeriod[],
  scorePeriod: ScorePeriod,
): FoldedInput {
  const ended = endedPeriods(periods, scorePeriod);
  const firstInside = 1 + ended.findLastIndex((candidate) => candidate.lastDay < scorePeriod.firstDay);
  const insideCount = ended.length - firstInside;
  const standing = standingPeriod(ended, insideCount, rule.frequency);
  const { state, reason, pastDue, at } = standing;
  if (at === undefined) return missingInput(state, reason, pastDue);

  const window = at >= firstInside ? ended.slice(firstInside, at + 1) : ended.slice(at, at + 1);
  const counted = rule.aggTime === 'last' ? ended.slice(at, at + 1).filter(counts) : window.filter(counts);
  const partial = rule.aggTime !== 'last' && counted.length < Math.max(insideCount, 1);
  if (rule.aggTime === 'sum' && partial) return missingInput('missing', 'incomplete-sum', pastDue);

  const unweighted = rule.aggTime === 'ratio' && counted.length > 1 && !counted.every(hasParts);
  const value = foldValues(rule, counted);
  if (value === undefined) return missingInput('missing', 'denominator-zero', pastDue);
  return {
    state,
    reason: undefined,
    value,
    period: ended[at]?.period,
    partial,
    unweighted,
    pastDue,
    observations: counted.map(countedObservation),
    demo: counted.some(({ cell }) => cell.demo === true),
  };
}

/**
 * Periods that ended by the end of the score period, oldest first. Callers mostly give them in order; sorting sixty
 * periods of thirty indicators costs ten times the rest of a rescore.
 */
function endedPeriods(
  periods: readonly CandidatePeriod[],
  scorePeriod: ScorePeriod,
): readonly CandidatePeriod[] {
  const ordered = isOrdered(periods)
    ? periods
    : [...periods].sort((a, b) => compareCodes(a.lastDay, b.lastDay));
  const newest = ordered.findLastIndex((candidate) => candidate.lastDay <= scorePeriod.lastDay);
  const ended = ordered.slice(0, newest + 1);
  if (ordered === periods) return ended;
  for (let at = 1; at < ended.length; at += 1) {
    if (ended[at]?.period === ended[at - 1]?.period) {
      throw new MethodError(
        'cell.two-values',
        `period ${ended[at]?.period} stands twice among the candidates`,
      );
    }
  }
  return ended;
}

function isOrdered(periods: readonly CandidatePeriod[]): boolean {
  for (let at = 1; at < periods.length; at += 1) {
    if ((periods[at]?.lastDay ?? '') <= (periods[at - 1]?.lastDay ?? '')) return false;
  }
  return true;
}

function counts(candidate: CandidatePeriod): candidate is Counted {
  const { cell, unprocessed } = candidate;
  return cell?.value !== undefined && cell.conflict !== true && unprocessed !== true;
}

function foldValues(rule: FoldRule, counted: readonly Counted[]): number | undefined {
  const values = counted.map(({ cell }) => cell.value);
  for (const value of values) assertFinite(value, 'a reported value');
  if (rule.aggTime !== 'ratio') return quantise(sumOf(values));
  if (!counted.every(hasParts)) return quantise(sumOf(values) / values.length);
  const denominator = sumOf(counted.map(({ cell }) => cell.denominator ?? 0));
  if (denominator === 0) return undefined;
  return quantise(
    ((rule.ratioFactor ?? 1) * sumOf(counted.map(({ cell }) => cell.numerator ?? 0))) / denominator,
  );
}

function hasParts({ cell }: Counted): boolean {
  return cell.numerator !== undefined && cell.denominator !== undefined;
}

function countedObservation({ period, cell }: Counted): CountedObservation {
  const { observationId, revision, recordedAt, value, numerator, denominator } = cell;
  return { observationId, period, revision, recordedAt, value, numerator, denominator };
}

function missingInput(state: InputState, reason: MissingReason | undefined, pastDue: boolean): FoldedInput {
  return {
    state,
    reason,
    value: undefined,
    period: undefined,
    partial: false,
    unweighted: false,
    pastDue,
    observations: [],
    demo: false,
  };
}
