import {
  type HeatCell,
  type Named,
  type RatingView,
  type ScorePart,
  type TrendView,
  type UnitIndex,
} from '#contracts';
import { demoMark, present } from '../questions/present.js';
import { type RankState } from '../rankings/ranking.query.js';
import { type ScoreWithParts } from '../scores/score.query.js';

export interface UnitIndexFacts {
  readonly root: ScoreWithParts;
  readonly name: Named;
  readonly cells: ReadonlyMap<string, HeatCell>;
  readonly parts: ReadonlyMap<string, ScoreWithParts>;
  readonly before: number | undefined;
  readonly ranking: RankState | undefined;
  readonly peerGroup: string | undefined;
  readonly rating: RatingView | undefined;
  readonly trend: TrendView | undefined;
  readonly nameOf: (code: string) => Named;
}

/** The competitiveness or governance score of a unit with what it is made of. */
export function unitIndex(facts: UnitIndexFacts): UnitIndex {
  const { root, before, ranking } = facts;
  const row = ranking?.rows.find((one) => one.unit === root.unit);
  const held = root.parts.filter((part) => part.contribution !== undefined);
  const weight = held.reduce((sum, part) => sum + (part.weight ?? 0), 0);
  return {
    index: facts.name,
    state: root.state,
    ...present('value', root.value),
    ...(root.value === undefined || before === undefined ? {} : { change: root.value - before }),
    coverage: root.coverage,
    ...present('rank', row?.rank),
    ...(row && ranking ? { ofN: ranking.ofN } : {}),
    ...present('peerGroup', facts.peerGroup),
    ...present('rating', facts.rating),
    ...present('trend', facts.trend),
    components: root.parts.map((part) => component(part, weight, facts)),
    ...demoMark(root.demo),
  };
}

const component = (
  part: ScorePart,
  weight: number,
  facts: UnitIndexFacts,
): UnitIndex['components'][number] => ({
  component: facts.nameOf(part.code),
  ...(part.contribution === undefined || part.weight === undefined || weight === 0
    ? {}
    : { share: part.weight / weight }),
  ...present('contribution', part.contribution),
  indicators: facts.parts.get(part.code)?.parts.length ?? 0,
  ...present('cell', facts.cells.get(part.code)),
});
