import { assertFinite, spreadValues } from './column.js';
import type { Goalposts } from './goalpost-score.js';
import { MethodError } from './method-error.js';

export type GoalpostPolicy = 'fixed' | 'annual' | 'expanding' | 'pooled';

/** One value of one indicator. */
export interface PanelValue {
  readonly unit: string;
  /** Ids of one rule: they sort as they follow each other. */
  readonly period: string;
  readonly value: number;
}

/**
 * Goalposts of an indicator for one period.
 *
 *   fixed      as given
 *   annual     extremes of all units in the period
 *   expanding  extremes of all units in the periods up to and including this one; earlier years are not restated
 *   pooled     extremes of all units in all periods
 *
 * Source: VCCI, PCI method annex (extremes over all provinces and years of a methodology period); methodology,
 * sections 1 and 3.
 *
 * @throws MethodError column.all-missing, column.single-value, column.constant, value.infinite, cell.two-values,
 *   goalposts.invalid where fixed ones are not given
 */
export function goalpostsUnder(
  policy: GoalpostPolicy,
  panel: readonly PanelValue[],
  period: string,
  fixed?: Goalposts,
): Goalposts {
  if (policy === 'fixed') return fixedGoalposts(fixed);
  assertOneValueACell(panel);
  const values = panel.filter((cell) => counts(policy, cell.period, period)).map((cell) => cell.value);
  const spread = spreadValues(values, `the panel up to ${period}`);
  return { lo: Math.min(...spread), hi: Math.max(...spread) };
}

function counts(policy: GoalpostPolicy, period: string, upTo: string): boolean {
  if (policy === 'annual') return period === upTo;
  return policy === 'pooled' || period <= upTo;
}

function fixedGoalposts(fixed: Goalposts | undefined): Goalposts {
  if (!fixed || !(fixed.lo < fixed.hi)) {
    throw new MethodError('goalposts.invalid', 'fixed goalposts must be given, low below high');
  }
  return fixed;
}

function assertOneValueACell(panel: readonly PanelValue[]): void {
  const seen = new Set<string>();
  for (const { unit, period, value } of panel) {
    assertFinite(value, `the value of ${unit} in ${period}`);
    const key = `${unit} ${period}`;
    if (seen.has(key)) throw new MethodError('cell.two-values', `two values for ${unit} in ${period}`);
    seen.add(key);
  }
}
