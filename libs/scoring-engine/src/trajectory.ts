import { assertFinite } from './column.js';
import { MethodError } from './method-error.js';
import { quantise } from './quantise.js';

/** A value at a place in time: ordinals of periods, or day numbers; one kind through a whole plan. */
export interface PlanPoint {
  readonly position: number;
  readonly value: number;
}

export type TrajectoryShape = 'linear' | 'stepwise' | 'cumulative';

export interface TrajectoryPlan {
  readonly shape: TrajectoryShape;
  readonly base: PlanPoint;
  readonly target: PlanPoint;
  /** Stepwise: further steps between base and target. */
  readonly steps?: readonly PlanPoint[];
  /** Cumulative: share of the way in percent at the end of each equal part of the plan; dated data. */
  readonly shares?: readonly number[];
}

/** Share of a year's plan in percent by the end of each quarter; a convention of the project, where none is dated. */
export const QUARTER_SHARES: readonly number[] = [25, 50, 75, 100];

/**
 * Where a plan says that an indicator should stand at each of the given places.
 *
 *   linear      T_t = b + (T − b)·(t − t_b)/(t_T − t_b)
 *   stepwise    T_t = the last step at or before t, b before the first
 *   cumulative  T_t = b + (T − b)·share(t)/100, share straight between the ends of the plan's parts
 *
 * Source: methodology, section 5.
 *
 * @param positions  ends of the periods asked for
 * @returns one value a position; undefined outside base to target: a plan says nothing beyond its ends
 * @throws MethodError data.invalid, value.infinite
 */
export function trajectoryPoints(plan: TrajectoryPlan, positions: readonly number[]): (number | undefined)[] {
  checkPlan(plan);
  const { base, target } = plan;
  return positions.map((position) => {
    if (position < base.position || position > target.position) return undefined;
    return quantise(valueAt(plan, position));
  });
}

function valueAt(plan: TrajectoryPlan, position: number): number {
  const { base, target, shape } = plan;
  if (position === target.position) return target.value;
  const progress = (position - base.position) / (target.position - base.position);
  if (shape === 'linear') return base.value + (target.value - base.value) * progress;
  if (shape === 'cumulative') {
    return (
      base.value + ((target.value - base.value) * shareAt(plan.shares ?? QUARTER_SHARES, progress)) / 100
    );
  }
  const reached = [base, ...(plan.steps ?? [])].filter((step) => step.position <= position);
  return reached.reduce((last, step) => (step.position >= last.position ? step : last)).value;
}

function shareAt(shares: readonly number[], progress: number): number {
  const place = progress * shares.length;
  const whole = Math.floor(place);
  const before = whole === 0 ? 0 : (shares[whole - 1] ?? 0);
  const after = shares[whole] ?? before;
  return before + (after - before) * (place - whole);
}

function checkPlan({ base, target, steps = [], shares = [] }: TrajectoryPlan): void {
  for (const point of [base, target, ...steps]) {
    assertFinite(point.position, 'a place in a plan');
    assertFinite(point.value, 'a value in a plan');
  }
  if (target.position <= base.position) {
    throw new MethodError('data.invalid', 'the target of a plan must come after its base');
  }
  if (steps.some((step) => step.position <= base.position || step.position >= target.position)) {
    throw new MethodError('data.invalid', 'a step of a plan must lie between its base and its target');
  }
  for (const share of shares) assertFinite(share, 'a share of a plan');
}
