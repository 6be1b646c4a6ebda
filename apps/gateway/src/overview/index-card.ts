import { type IndexCard, type IndexYear, type Named, type TrendView, type UnitReference } from '#contracts';
import { present } from '../questions/present.js';

const rankOf = (year: IndexYear | undefined): number | undefined =>
  year?.published?.rank ?? year?.computed?.rank;
const valueOf = (year: IndexYear | undefined): number | undefined =>
  year?.published?.value ?? year?.computed?.value;

/** The newest result of an index, against the newest before it; values compare only under one edition. */
export function indexCard(
  index: Named,
  years: readonly IndexYear[],
  trend: TrendView | undefined,
  lead: UnitReference | undefined,
): IndexCard {
  const held = years.filter((year) => year.state !== 'missing');
  const [previous, latest] = [held.at(-2), held.at(-1)];
  const [rank, oldRank] = [rankOf(latest), rankOf(previous)];
  const [value, oldValue] = [valueOf(latest), valueOf(previous)];
  const comparable = latest?.edition !== undefined && latest.edition === previous?.edition;
  return {
    index,
    ...present('latest', latest),
    ...present('previous', previous),
    ...(rank === undefined || oldRank === undefined ? {} : { rankChange: oldRank - rank }),
    ...(value === undefined || oldValue === undefined || !comparable
      ? {}
      : { valueChange: value - oldValue }),
    ...present('trend', trend),
    ...present('lead', lead),
    years: years.map((year) => ({
      period: year.period,
      ...present('value', valueOf(year)),
      ...present('rank', rankOf(year)),
      ofN: year.held,
    })),
  };
}
