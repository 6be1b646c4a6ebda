import { type ThresholdRule } from '../rules/rule.js';
import { type Finding } from '../alerts/evaluation.js';

/** Where a value lies under a threshold rule: beyond the firing level, beyond the clearing level, or between them. */
export function thresholdFinding({ fires, clears }: ThresholdRule, value: number): Finding {
  if (fires.below !== undefined) {
    if (value < fires.below) return 'breach';
    return value >= (clears.from ?? fires.below) ? 'clear' : 'between';
  }
  if (value > (fires.above ?? Infinity)) return 'breach';
  return value <= (clears.to ?? fires.above ?? Infinity) ? 'clear' : 'between';
}
