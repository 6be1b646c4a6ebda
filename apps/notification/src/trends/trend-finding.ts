import { type TrendRule } from '../rules/rule.js';
import { type Finding } from '../alerts/evaluation.js';

export interface WatchedTrend {
  readonly period: string;
  readonly verdict: string;
  readonly strength: string;
}

const EVIDENCE: Record<string, number> = { none: 0, indicative: 1, robust: 2 };

/**
 * Where a series stands under a trend rule.
 *
 * @param newestFirst the trends of the series' newest periods; breach when as many as the rule asks for are worsening
 *   with its evidence, clear when the newest one is not worsening at all.
 */
export function trendFinding(rule: TrendRule, newestFirst: readonly WatchedTrend[]): Finding {
  const newest = newestFirst[0];
  if (!newest || newest.verdict === 'insufficient') return 'between';
  if (newest.verdict !== 'worsening') return 'clear';
  const asked = newestFirst.slice(0, rule.forPeriods);
  const holds =
    asked.length === rule.forPeriods &&
    asked.every(
      (each) => each.verdict === 'worsening' && (EVIDENCE[each.strength] ?? 0) >= EVIDENCE[rule.strength]!,
    );
  return holds ? 'breach' : 'between';
}
