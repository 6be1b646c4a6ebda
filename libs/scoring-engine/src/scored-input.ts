import type { CandidatePeriod, Frequency, ScorePeriod } from './candidate-period.js';
import { goalpostScore, type Direction, type Goalposts } from './goalpost-score.js';
import { foldInput, type CountedObservation, type FoldedInput, type TimeAggregation } from './input-fold.js';
import { MethodError } from './method-error.js';
import { compareCodes } from './rank.js';
import type { InputState, MissingReason } from './standing-period.js';

/** An indicator that a unit is expected to report on the last day of the score period. */
export interface ExpectedIndicator {
  readonly indicator: string;
  /** Whose value it is: the unit itself, or the province that it answers for. */
  readonly forUnit: string;
  /** Weight inside each component that it feeds. */
  readonly weight: number;
  /** Components by direct edges. */
  readonly feeds: readonly string[];
  /** Neutral indicators and counts without a denominator are shown, never scored. */
  readonly direction: Direction | 'neutral';
  readonly scored?: boolean;
  readonly goalposts?: Goalposts;
  readonly aggTime: TimeAggregation;
  readonly ratioFactor?: number;
  readonly frequency: Frequency;
  readonly periods: readonly CandidatePeriod[];
}

export type InputFlag = 'carried' | 'partial' | 'unweighted' | 'clamped-low' | 'clamped-high';

/** An expected indicator with its value, its score on 1–10 and what they rest on. */
export interface ScoredInput {
  readonly indicator: string;
  readonly forUnit: string;
  readonly weight: number;
  readonly feeds: readonly string[];
  readonly state: InputState | 'not-scored';
  readonly reason?: MissingReason | undefined;
  readonly period?: string | undefined;
  readonly value?: number | undefined;
  readonly score?: number | undefined;
  readonly flags: readonly InputFlag[];
  readonly pastDue: boolean;
  readonly demo: boolean;
  readonly observations: readonly CountedObservation[];
}

/**
 * Folds and normalises every expected indicator of a unit, in the order of their codes.
 *
 * Source: methodology, section 2.
 *
 * @throws MethodError cell.two-values where an indicator is expected twice for the same unit, weights.invalid,
 *   goalposts.invalid, value.infinite
 */
export function scoreInputs(expected: readonly ExpectedIndicator[], scorePeriod: ScorePeriod): ScoredInput[] {
  const sorted = [...expected].sort(
    (a, b) => compareCodes(a.indicator, b.indicator) || compareCodes(a.forUnit, b.forUnit),
  );
  for (const [at, { indicator, forUnit, weight }] of sorted.entries()) {
    const before = sorted[at - 1];
    if (before?.indicator === indicator && before.forUnit === forUnit) {
      throw new MethodError(
        'cell.two-values',
        `${indicator} of ${forUnit} is expected twice; it would count twice`,
      );
    }
    if (!Number.isFinite(weight) || weight <= 0) {
      throw new MethodError(
        'weights.invalid',
        `${indicator} of ${forUnit} needs a positive weight, not ${weight}`,
      );
    }
  }
  return sorted.map((indicator) => scoreInput(indicator, scorePeriod));
}

function scoreInput(expected: ExpectedIndicator, scorePeriod: ScorePeriod): ScoredInput {
  const { direction, goalposts } = expected;
  const folded = foldInput(expected, expected.periods, scorePeriod);
  const { state, value } = folded;
  if (direction === 'neutral' || expected.scored === false)
    return inputOf(expected, folded, { state: 'not-scored' });
  if (value === undefined) return inputOf(expected, folded, { state, reason: folded.reason });
  if (!goalposts) return inputOf(expected, folded, { state: 'missing', reason: 'no-goalposts' });
  const { score, clamped } = goalpostScore(value, goalposts, direction);
  return inputOf(expected, folded, { state, score, clamped });
}

interface Verdict extends Pick<ScoredInput, 'state' | 'reason' | 'score'> {
  readonly clamped?: 'low' | 'high' | undefined;
}

function inputOf(
  { indicator, forUnit, weight, feeds }: ExpectedIndicator,
  folded: FoldedInput,
  { state, reason, score, clamped }: Verdict,
): ScoredInput {
  const { period, value, pastDue, demo, observations } = folded;
  const flags: InputFlag[] = [];
  if (folded.state === 'carried') flags.push('carried');
  if (folded.partial) flags.push('partial');
  if (folded.unweighted) flags.push('unweighted');
  if (clamped) flags.push(`clamped-${clamped}`);
  return {
    indicator,
    forUnit,
    weight,
    feeds: feeds.length < 2 ? feeds : [...new Set(feeds)],
    state,
    reason,
    period,
    value,
    score,
    flags,
    pastDue,
    demo,
    observations,
  };
}
