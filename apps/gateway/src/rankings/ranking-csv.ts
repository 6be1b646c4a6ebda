import { type RankingResponse } from '#contracts';
import { csvOf } from '../questions/csv.js';

const HEAD = [
  'period',
  'peer_group',
  'index',
  'component',
  'edition',
  'unit',
  'unit_name_vi',
  'published_value',
  'published_rank',
  'tier_vi',
  'computed_value',
  'computed_rank',
  'of_n',
  'completed',
  'known_from',
  'demo',
];

/** One row a unit, in the order of the rank table. */
export const rankingCsv = (ranking: RankingResponse): string =>
  csvOf(
    HEAD,
    ranking.rows.map(({ unit, published, computed, demo }) => [
      ranking.period,
      ranking.peerGroup,
      ranking.index.code,
      ranking.component,
      ranking.edition,
      unit.code,
      unit.nameVi,
      published?.value,
      published?.rank,
      published?.tier?.vi,
      computed?.value,
      computed?.rank,
      computed?.ofN,
      ranking.completed,
      ranking.knownFrom,
      demo === true,
    ]),
  );
