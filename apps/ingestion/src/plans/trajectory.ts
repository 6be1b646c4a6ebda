import { type PLAN_SHAPES } from '#contracts';
import { nextPeriod, type Period, periodDistance } from '#periods';

export type PlanShape = (typeof PLAN_SHAPES)[number];

export interface PlannedPoint {
  readonly period: string;
  readonly lastDay: string;
  readonly value: number;
}

interface PlanEnds {
  readonly base: { readonly period: Period; readonly value: number };
  readonly target: { readonly period: Period; readonly value: number };
  readonly shape: PlanShape;
}

/** Our convention, as data: the share of a year's target that is due at the end of each quarter (methodology, section 5). */
const CUMULATIVE_SHARES = [0, 0.25, 0.5, 0.75, 1] as const;
const STEPS = 4;
const DECIMALS = 1e9;

/**
 * The planned value of each period after the base up to the target.
 * - linear: in equal steps from the base's value to the target's;
 * - stepwise: in four equal steps, the level of one held until the next is due;
 * - cumulative: the target's share of a year that begins anew after the base, 25, 50, 75 and 100 % at the quarters' ends
 *   and in proportion between them.
 */
export function trajectory({ base, target, shape }: PlanEnds): PlannedPoint[] {
  const count = periodDistance(base.period, target.period);
  const points: PlannedPoint[] = [];
  let period = base.period;
  for (let step = 1; step <= count; step += 1) {
    period = nextPeriod(period);
    const value = valueAt(shape, step / count, base.value, target.value);
    points.push({
      period: period.id,
      lastDay: period.lastDay,
      value: Math.round(value * DECIMALS) / DECIMALS,
    });
  }
  return points;
}

function valueAt(shape: PlanShape, elapsed: number, base: number, target: number): number {
  // The last point is the target itself, whatever the arithmetic of the others rounds to.
  if (elapsed === 1) return target;
  if (shape === 'cumulative') return target * cumulativeShare(elapsed);
  const share = shape === 'linear' ? elapsed : Math.floor(elapsed * STEPS) / STEPS;
  return base + (target - base) * share;
}

function cumulativeShare(elapsed: number): number {
  const quarters = elapsed * (CUMULATIVE_SHARES.length - 1);
  const before = Math.floor(quarters);
  const [from, to] = [CUMULATIVE_SHARES[before] ?? 1, CUMULATIVE_SHARES[before + 1] ?? 1];
  return from + (to - from) * (quarters - before);
}
