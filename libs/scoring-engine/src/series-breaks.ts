import { childrenOf, editionsFor, type Edition } from './edition.js';

/** A point that may stand before or after a break. */
export interface DatedPoint {
  readonly period: string;
  readonly lastDay: string;
}

/**
 * Whether two editions make a component of the same parts under the same weights and on the same scale, down to the
 * leaves: then its series goes on from one to the other.
 *
 * Source: methodology, sections 1 and 3 (a change of make-up is a break).
 */
export function sameMakeUp(one: Edition, other: Edition, code: string): boolean {
  const [a, b] = [one, other].map((edition) => edition.nodes.find((node) => node.code === code));
  if (!a || !b) return false;
  const [under, beside] = [childrenOf(one, code), childrenOf(other, code)];
  if (under.length !== beside.length) return false;
  if (a.scaleMin !== b.scaleMin || a.scaleMax !== b.scaleMax) return false;
  if (under.length > 0 && a.aggregation !== b.aggregation) return false;
  return under.every((child) => {
    const twin = beside.find((node) => node.code === child.code);
    return twin !== undefined && twin.weight === child.weight && sameMakeUp(one, other, child.code);
  });
}

/**
 * The periods at which a component's published series starts anew: the first under an edition of another make-up,
 * and the first after periods without an edition that knows the component.
 *
 * @param periods  periods of the series, oldest first
 */
export function editionBreaks(
  editions: readonly Edition[],
  index: string,
  code: string,
  periods: readonly string[],
): string[] {
  const known = periods.map((period) =>
    editionsFor(editions, index, period).find((edition) => edition.nodes.some((node) => node.code === code)),
  );
  return periods.filter((_, at) => {
    const [before, now] = [known[at - 1], known[at]];
    if (at === 0 || !now) return false;
    return !before || (before.id !== now.id && !sameMakeUp(before, now, code));
  });
}

/**
 * Cuts a series at its breaks; no trend, chart or forecast looks across one.
 *
 * @param points  oldest first
 * @param starts  period ids, or days, from which a new piece begins
 * @returns the pieces, oldest first, none of them empty
 */
export function piecesBetweenBreaks<T extends DatedPoint>(
  points: readonly T[],
  starts: readonly string[],
): T[][] {
  const pieces: T[][] = [];
  for (const [at, point] of points.entries()) {
    const before = points[at - 1];
    const isNew = before === undefined || starts.some((start) => startsBetween(start, before, point));
    if (isNew) pieces.push([point]);
    else pieces.at(-1)?.push(point);
  }
  return pieces;
}

function startsBetween(start: string, before: DatedPoint, point: DatedPoint): boolean {
  if (start === point.period) return true;
  const isDay = start.length === 10;
  return isDay && before.lastDay < start && start <= point.lastDay;
}
