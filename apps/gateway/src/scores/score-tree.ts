import { type Moved, type MovedPart, type ScoreNode, type ScorePart, type Rating } from '#contracts';
import { demoMark, present } from '../questions/present.js';
import { type ScoreWithParts } from './score.query.js';

/** What the tree needs to know besides the scores themselves. */
export interface TreeFacts {
  readonly scores: ReadonlyMap<string, ScoreWithParts>;
  readonly nameOf: (code: string, kind: ScorePart['kind']) => { nameVi: string; nameEn: string };
  unitOfMeasureOf(indicator: string): string | undefined;
  ratingOf(code: string): Rating | undefined;
}

/** The parts of a node, each with the parts of its own; a component's own score holds them. */
export function treeOf(parts: readonly ScorePart[], facts: TreeFacts): ScoreNode[] {
  return parts.map((part) => {
    const own = part.kind === 'component' ? facts.scores.get(part.code) : undefined;
    const below = own && own.parts.length > 0 ? treeOf(own.parts, facts) : undefined;
    return {
      code: part.code,
      kind: part.kind,
      ...facts.nameOf(part.code, part.kind),
      ...present('weight', part.weight),
      state: part.state,
      ...present('value', part.value),
      ...present('unitOfMeasure', part.kind === 'indicator' ? facts.unitOfMeasureOf(part.code) : undefined),
      ...present('score', part.score),
      ...present('coverage', part.coverage),
      ...present('contribution', part.contribution),
      ...present('rating', facts.ratingOf(part.code)),
      ...present('goalposts', part.goalposts),
      ...present('flags', part.flags),
      ...present('inputs', part.inputs),
      ...present('children', below),
      ...demoMark(own?.demo ?? part.inputs?.some((input) => input.demo)),
    };
  });
}

/**
 * What moved between two scores of one edition: the differences of the contributions, which add up to the difference of
 * the scores because the contributions of each add up to it. What published inputs, being rounded, leave is `rest`.
 */
export function movedBetween(
  before: ScoreWithParts,
  now: ScoreWithParts,
  nameOf: TreeFacts['nameOf'],
): Moved {
  const comparable = before.edition === now.edition;
  const change = now.value !== undefined && before.value !== undefined ? now.value - before.value : undefined;
  const parts = comparable ? movedParts(before.parts, now.parts, nameOf) : [];
  const explained = parts.reduce((sum, part) => sum + part.change, 0);
  return {
    fromPeriod: before.period,
    ...present('fromValue', before.value),
    ...present('change', change),
    comparable,
    parts,
    ...(comparable && change !== undefined && parts.length > 0 ? { rest: change - explained } : {}),
  };
}

function movedParts(
  before: readonly ScorePart[],
  now: readonly ScorePart[],
  nameOf: TreeFacts['nameOf'],
): MovedPart[] {
  const then = new Map(before.map((part) => [part.code, part]));
  const codes = [...new Set([...now, ...before].map((part) => part.code))];
  const current = new Map(now.map((part) => [part.code, part]));
  return codes
    .map((code) => {
      const [old, fresh] = [then.get(code), current.get(code)];
      return {
        code,
        ...nameOf(code, (fresh ?? old)!.kind),
        ...present('before', old?.score),
        ...present('after', fresh?.score),
        change: (fresh?.contribution ?? 0) - (old?.contribution ?? 0),
      };
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}
