import { type CatalogueEntry, type ScoreChanged, underEdition } from '#contracts';
import { type Edition, rootAbove } from '#scoring-engine';
import { LEAD } from './score-cell.js';

/** An edition of the catalogue as the engine reads it. */
export function editionOf({ code, attributes }: CatalogueEntry<'edition'>): Edition {
  const { index, validFromPeriod, validToPeriod, nodes } = attributes;
  return { id: code, index, validFromPeriod, nodes, ...(validToPeriod ? { validToPeriod } : {}) };
}

/** An edition that holds for a period, and whether it is the newest of them. */
export interface HeldEdition {
  readonly edition: Edition;
  readonly leads: boolean;
}

/** @param editions  that hold for one period, the newest first */
export const heldEditions = (editions: readonly Edition[]): HeldEdition[] =>
  editions.map((edition, at) => ({ edition, leads: at === 0 }));

/** The code under which an index is kept that an edition computes: its own under the leading one. */
export const codeUnder = ({ edition, leads }: HeldEdition, index: string): string =>
  leads ? index : underEdition(index, edition.id);

/** A node under the code of its index, as scores name it. */
export interface ScoredNode {
  readonly index: string;
  readonly component: string;
  readonly level: ScoreChanged['level'];
}

/** The nodes that an edition gives; those of LEAD stand under their roots, which are indices of their own. */
export function nodesUnder(held: HeldEdition): ScoredNode[] {
  const { edition } = held;
  return edition.nodes.map(({ code, level }) => {
    const index = edition.index === LEAD ? rootAbove(edition, code).code : edition.index;
    return { index: codeUnder(held, index), component: code, level: level as ScoreChanged['level'] };
  });
}
