// @ts-check
import { competitionRank } from '#scoring-engine';
import { rankKey } from './log.mjs';

/**
 * Every ranking of the log: each node and period among each peer group.
 * @param {import('./log.mjs').Log} log
 * @param {Map<string, import('./batch-scores.mjs').BatchScore>} scores
 * @returns {Map<string, { unit: string, rank: number, value: number }[]>}
 */
export function batchRanks({ catalogue }, scores) {
  /** @type {Map<string, { unit: string, value: number }[]>} */
  const groups = new Map();
  for (const [key, { state, value, lastDay }] of scores) {
    const [unit = '', index = '', subject = '', periodRule = '', period = ''] = key.split('|');
    if (state !== 'scored' || value === undefined) continue;
    const isEstimate =
      periodRule !== 'SURVEY_YEAR' && catalogue.unitOn(unit, lastDay)?.attributes.kind === 'province';
    if (isEstimate) continue;
    for (const peerGroup of catalogue.peerGroupsOf(unit, lastDay)) {
      const group = rankKey({ subject, index, periodRule, period, peerGroup });
      groups.set(group, [...(groups.get(group) ?? []), { unit, value }]);
    }
  }
  return new Map([...groups].map(([key, rows]) => [key, /** @type {any} */ (competitionRank(rows))]));
}
