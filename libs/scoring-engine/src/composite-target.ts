import { childrenOf, type Edition } from './edition.js';
import { goalpostScore, type Direction, type Goalposts } from './goalpost-score.js';
import { quantise } from './quantise.js';
import { PAST_DUE_LIMIT, type RatedPoint } from './rating.js';
import type { ScoredInput } from './scored-input.js';
import { sumOf } from './statistics.js';
import { inputCode, type ComponentScore, type IndexScore } from './unit-score.js';

/** Trajectory of one input at the score period: where it began and where it should stand. */
export interface InputTrajectory {
  readonly base: number;
  readonly target: number;
  readonly direction: Direction;
  readonly goalposts: Goalposts;
}

interface TargetScore {
  readonly value: number;
  readonly base: number;
  readonly target: number;
}

/**
 * What a component, a unit's index or the province row is rated by: x is its score, T_t and b are the scores that
 * the same indicators, weights and goalposts give at their trajectory points and bases.
 *
 * Only indicators with a value and a trajectory enter T_t and b; where some of the scored ones have none, x is their
 * score over the same indicators, so that both sides measure the same thing. None with both: no target, unrated.
 * Past-due indicators that hold over 30 % of the expected weight make the cell no-data.
 *
 * Source: methodology, section 6.
 *
 * @param trajectories  by the input's code (indicator@unit)
 */
export function ratedComponent(
  period: string,
  component: ComponentScore,
  trajectories: ReadonlyMap<string, InputTrajectory>,
): RatedPoint {
  return ratedPoint(period, component, componentTarget(component, trajectories));
}

/** The same for an index: T_t and b of its components under the components' weights, on 10–100. */
export function ratedIndex(
  period: string,
  edition: Edition,
  index: IndexScore,
  trajectories: ReadonlyMap<string, InputTrajectory>,
): RatedPoint {
  const ownIndex = childrenOf(edition, index.code).length === 0;
  const scored = index.components.filter((component) => component.kind === 'scored');
  const targets = scored.flatMap((component) => {
    const target = componentTarget(component, trajectories);
    return target ? [{ weight: component.weight, ...target }] : [];
  });
  return ratedPoint(period, index, meanTarget(targets, ownIndex ? 1 : 10));
}

function ratedPoint(
  period: string,
  part: { readonly score?: number; readonly pastDueShare: number },
  target: TargetScore | undefined,
): RatedPoint {
  const pastDue = part.pastDueShare > PAST_DUE_LIMIT;
  if (part.score === undefined || !target)
    return { period, pastDue, ...(part.score === undefined ? {} : { value: part.score }) };
  return { period, pastDue, ...target };
}

function componentTarget(
  component: ComponentScore,
  trajectories: ReadonlyMap<string, InputTrajectory>,
): TargetScore | undefined {
  if (component.kind !== 'scored') return undefined;
  const targets = component.inputs.flatMap((input) => inputTarget(input, trajectories.get(inputCode(input))));
  return meanTarget(targets, 1);
}

function inputTarget(
  input: ScoredInput,
  trajectory: InputTrajectory | undefined,
): (TargetScore & { weight: number })[] {
  if (input.score === undefined || !trajectory) return [];
  const { goalposts, direction } = trajectory;
  return [
    {
      weight: input.weight,
      value: input.score,
      base: goalpostScore(trajectory.base, goalposts, direction).score,
      target: goalpostScore(trajectory.target, goalposts, direction).score,
    },
  ];
}

function meanTarget(
  parts: readonly (TargetScore & { readonly weight: number })[],
  scale: number,
): TargetScore | undefined {
  if (parts.length === 0) return undefined;
  const total = sumOf(parts.map((part) => part.weight));
  const mean = (pick: (part: TargetScore) => number): number =>
    quantise((scale * sumOf(parts.map((part) => part.weight * pick(part)))) / total);
  return {
    value: mean((part) => part.value),
    base: mean((part) => part.base),
    target: mean((part) => part.target),
  };
}
