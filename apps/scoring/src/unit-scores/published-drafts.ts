import { type Cause, type ScoreChanged, type ScoreInput, type ScorePart } from '#contracts';
import { type Period } from '#periods';
import {
  childrenOf,
  type Edition,
  nodeOf,
  publishedComposite,
  type PublishedNode,
  rootsOf,
  sumOf,
} from '#scoring-engine';
import { codeUnder, type HeldEdition } from '../method/held-edition.js';
import { seriesKey } from '../method/expected-rows.js';
import { type UnitWindow, type WindowCell } from '../unit-windows/unit-window.js';
import { newestOf } from './lead-scores.js';
import { type ScoreDraft } from './score-draft.js';

interface Published {
  readonly window: UnitWindow;
  readonly held: HeldEdition;
  readonly index: string;
  readonly period: Period;
  readonly cause: Cause;
}

/** Every node of a province's published index that something is known of: given, computed from below, or both. */
export function publishedDrafts(published: Published): ScoreDraft[] {
  const { edition } = published.held;
  const values = new Map<string, number>();
  for (const { code } of edition.nodes) {
    const cell = cellOf(published, code);
    const counts =
      cell?.value !== undefined && !cell.conflict && unprocessedOf(published, code) === undefined;
    if (counts) values.set(code, cell.value);
  }
  return rootsOf(edition).flatMap((root) => {
    const nodes = publishedComposite(edition, root.code, values);
    const byCode = new Map(nodes.map((node) => [node.code, node]));
    return nodes.flatMap((node) => draftOf(published, node, byCode, values) ?? []);
  });
}

function draftOf(
  published: Published,
  node: PublishedNode,
  byCode: ReadonlyMap<string, PublishedNode>,
  values: ReadonlyMap<string, number>,
): ScoreDraft | undefined {
  const { window, period, cause } = published;
  const below = cellsUnder(published, node.code);
  const knownFrom = newestOf([
    ...below.map(({ recordedAt }) => recordedAt),
    ...lettersUnder(published, node.code),
  ]);
  if (knownFrom === undefined) return undefined;
  const own = cellOf(published, node.code);
  const planned = window.planned(seriesKey(node.code, window.unit), period.id);
  const given = values.get(node.code);
  const rated = node.value ?? given;
  return {
    content: {
      ...identityOf(published, node),
      ...stateOf(node, own, unprocessedOf(published, node.code) !== undefined),
      ...(node.value === undefined ? {} : { value: node.value }),
      ...(given !== undefined && isPublisherUnder(published.held, node.code) ? { published: given } : {}),
      ...(planned ? { planned: planned.target, base: planned.base } : {}),
      coverage: coverageOf(published.held.edition, node, byCode),
      parts: partsOf(published, node, own, byCode),
      ...(below.some((cell) => cell.demo) ? { demo: true } : {}),
    },
    knownFrom,
    lastDay: period.lastDay,
    ...(planned && rated !== undefined ? { ratedValue: rated } : {}),
    pastDue: false,
    cause,
  };
}

/** A publisher adds up once, by the edition that leads; what it measured is the same under an older one. */
const isPublisherUnder = ({ edition, leads }: HeldEdition, code: string): boolean =>
  leads || childrenOf(edition, code).length === 0;

const identityOf = ({ window, held, index, period }: Published, node: PublishedNode) => ({
  unit: window.unit,
  index: codeUnder(held, index),
  component: node.code,
  period: period.id,
  periodRule: period.rule,
  edition: held.edition.id,
  level: node.level as ScoreChanged['level'],
});

function partsOf(
  { window, held: { edition }, period }: Published,
  node: PublishedNode,
  own: WindowCell | undefined,
  byCode: ReadonlyMap<string, PublishedNode>,
): ScorePart[] {
  const children = childrenOf(edition, node.code);
  if (children.length > 0) return children.map(({ code }) => childPart(edition, node, byCode.get(code)!));
  const isUnprocessed = window.unprocessedSince(seriesKey(node.code, window.unit), period.id) !== undefined;
  return own ? [givenPart(node, own, window.unit, period.id, isUnprocessed)] : [];
}

const cellOf = ({ window, period }: Published, code: string): WindowCell | undefined =>
  window.cell(seriesKey(code, window.unit), period.id);

const unprocessedOf = ({ window, period }: Published, code: string): string | undefined =>
  window.unprocessedSince(seriesKey(code, window.unit), period.id);

/** Times of the letters about a node and what is under it, settled ones too: they are why there is something to say. */
function lettersUnder(published: Published, code: string): string[] {
  const { window, period, held } = published;
  const own = window.lettersOf(seriesKey(code, window.unit), period.id);
  return [...own, ...childrenOf(held.edition, code).flatMap((child) => lettersUnder(published, child.code))];
}

function cellsUnder(published: Published, code: string): WindowCell[] {
  const own = cellOf(published, code);
  const below = childrenOf(published.held.edition, code).flatMap((child) =>
    cellsUnder(published, child.code),
  );
  return own ? [own, ...below] : below;
}

function stateOf(
  node: PublishedNode,
  own: WindowCell | undefined,
  isUnprocessed: boolean,
): Pick<ScoreChanged, 'state' | 'reason'> {
  if (node.value !== undefined) return { state: 'scored' };
  if (isUnprocessed) return { state: 'not-processed', reason: 'not-processed' };
  if (own?.conflict) return { state: 'conflict', reason: 'conflict' };
  return { state: 'not-computed', ...(node.reason ? { reason: node.reason } : {}) };
}

/** Share of the weight below that has a value; equal weights where the edition gives none. */
function coverageOf(
  edition: Edition,
  node: PublishedNode,
  byCode: ReadonlyMap<string, PublishedNode>,
): number {
  const children = childrenOf(edition, node.code);
  if (children.length === 0) return node.value === undefined ? 0 : 1;
  const weights = children.map(({ weight }) => weight ?? 1);
  const present = children.map(({ code, weight }) =>
    byCode.get(code)?.value === undefined ? 0 : (weight ?? 1),
  );
  return sumOf(present) / sumOf(weights);
}

function childPart(edition: Edition, parent: PublishedNode, child: PublishedNode): ScorePart {
  const contribution = parent.contributions.find(({ code }) => code === child.code)?.contribution;
  const weight = nodeOf(edition, child.code).weight;
  return {
    code: child.code,
    kind: 'component',
    ...(weight === undefined ? {} : { weight }),
    state: child.value === undefined ? 'missing' : 'present',
    ...(child.value === undefined ? {} : { value: child.value, score: child.value }),
    ...(contribution === undefined ? {} : { contribution }),
  };
}

function givenPart(
  node: PublishedNode,
  cell: WindowCell,
  unit: string,
  period: string,
  isUnprocessed: boolean,
): ScorePart {
  const { observationId, revision, value, recordedAt, demo } = cell;
  const input: ScoreInput[] =
    value === undefined
      ? []
      : [
          {
            observation: observationId,
            indicator: node.code,
            unit,
            period,
            revision,
            value,
            recordedAt,
            ...(demo ? { demo } : {}),
          },
        ];
  return {
    code: node.code,
    kind: 'indicator',
    state: isUnprocessed ? 'not-processed' : cell.conflict ? 'conflict' : 'present',
    ...(node.value === undefined ? {} : { value: node.value, score: node.value }),
    inputs: input,
  };
}
