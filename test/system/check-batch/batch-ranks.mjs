// @ts-check
import { periodOf } from '#periods';
import { competitionRank } from '#scoring-engine';
import { rankKey } from './log.mjs';

/**
 * Every ranking of the log: each node, indicator and period among each peer group.
 * @param {import('./log.mjs').Log} log
 * @param {Map<string, import('./batch-scores.mjs').BatchScore>} scores
 * @returns {Map<string, { unit: string, rank: number, value: number }[]>}
 */
export function batchRanks({ catalogue, cells }, scores) {
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
  const ofNodes = [...groups].map(([key, rows]) => [key, /** @type {any} */ (competitionRank(rows))]);
  return new Map([.../** @type {any} */ (ofNodes), ...indicatorRanks(catalogue, cells)]);
}

/**
 * Every ranking of a scored leading indicator; carried values and conflicts stay out, and one unit alone is no ranking.
 * @param {import('#catalogue').Catalogue} catalogue
 * @param {Map<string, any>} cells
 */
function indicatorRanks(catalogue, cells) {
  /** @type {Map<string, { rows: { unit: string, value: number }[], better: 'high' | 'low' }>} */
  const groups = new Map();
  for (const { indicator, unit, period, value, flag = '', contents } of cells.values()) {
    const known = catalogue.history('indicator', indicator).at(0)?.attributes;
    if (!known || contents.size > 1 || flag.includes('I')) continue;
    const { periodRule } = known;
    const { lastDay } = periodOf(periodRule, period);
    const { kind, scored, direction } = catalogue.indicatorOn(indicator, lastDay)?.attributes ?? known;
    if (kind !== 'leading' || !scored || direction === 'neutral') continue;
    for (const peerGroup of catalogue.peerGroupsOf(unit, lastDay)) {
      const key = rankKey({ subject: indicator, periodRule, period, peerGroup });
      const group = groups.get(key) ?? { rows: [], better: direction === 'up' ? 'high' : 'low' };
      groups.set(key, group);
      group.rows.push({ unit, value });
    }
  }
  return [...groups].flatMap(([key, { rows, better }]) =>
    rows.length < 2 ? [] : [/** @type {const} */ ([key, competitionRank(rows, better)])],
  );
}
