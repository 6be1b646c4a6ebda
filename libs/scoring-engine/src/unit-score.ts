import type { ScorePeriod } from './candidate-period.js';
import { contributionsTo, type Contribution } from './contributions.js';
import { assertHoldsFor, childrenOf, nodeOf, rootsOf, type Edition, type EditionNode } from './edition.js';
import { quantise } from './quantise.js';
import { scoreInputs, type ExpectedIndicator, type ScoredInput } from './scored-input.js';
import { sumOf } from './statistics.js';

/** Below this share of the expected weight there is no score. */
export const MINIMUM_COVERAGE = 0.7;
/** Shares such as 0.7 are compared on the grid of results, so that 7 of 10 equal weights is enough. */
const atLeast = (coverage: number, minimum: number): boolean => quantise(coverage) >= quantise(minimum);

export type ScoreKind = 'scored' | 'insufficient' | 'no-indicator';

interface ScoreParts {
  readonly code: string;
  /** `no-indicator`: nothing that the unit is expected to report feeds it. */
  readonly kind: ScoreKind;
  readonly score?: number;
  /** Share of the expected weight that is present, 0–1. */
  readonly coverage: number;
  /** They add up to the score to 1e-9. */
  readonly contributions: readonly Contribution[];
  /** Newest recorded-at among the inputs. */
  readonly knownFrom?: string;
  readonly demo: boolean;
  /** Share of the expected weight that is past due and has no value. */
  readonly pastDueShare: number;
}

export interface ComponentScore extends ScoreParts {
  readonly weight: number;
  readonly inputs: readonly ScoredInput[];
}

export interface IndexScore extends ScoreParts {
  readonly components: readonly ComponentScore[];
}

export interface UnitScoreRequest {
  readonly edition: Edition;
  readonly scorePeriod: ScorePeriod;
  readonly expected: readonly ExpectedIndicator[];
  readonly minimumCoverage?: number;
}

/**
 * Every index of a unit for one score period: one result a root of the edition.
 *
 * A root with children (competitiveness, governance) is an index on 10–100; a node without parent or children
 * (tasks, investment, service …) is a component that is its own index, on 1–10.
 *
 * Source: methodology, section 2.
 *
 * @throws MethodError edition.wrong-period and those of scoreInputs
 */
export function scoreUnit(request: UnitScoreRequest): IndexScore[] {
  const { edition, scorePeriod, expected, minimumCoverage = MINIMUM_COVERAGE } = request;
  assertHoldsFor(edition, scorePeriod.id);
  const inputs = scoreInputs(expected, scorePeriod);
  return rootsOf(edition).map((root) => scoreIndex(edition, root.code, inputs, minimumCoverage));
}

/**
 * Score of one index of a unit.
 *
 *   score = 10 · Σ wᵢ·sᵢ / Σ wᵢ           over the components i with coverage of at least 0.70, on 10–100
 *   coverage = Σ wᵢ·cᵢ / Σ wᵢ             over the components that the unit feeds, cᵢ = 0 where under 0.70
 *
 * A component that nothing of the unit feeds says so and stays out of both sums. Under 0.70 there is no score.
 *
 * Source: methodology, section 2; OECD/JRC Handbook (2008), step 7, linear aggregation.
 *
 * @throws MethodError tree.unknown-node
 */
export function scoreIndex(
  edition: Edition,
  root: string,
  inputs: readonly ScoredInput[],
  minimumCoverage: number = MINIMUM_COVERAGE,
): IndexScore {
  const node = nodeOf(edition, root);
  const children = childrenOf(edition, root);
  if (children.length === 0) return ownIndex(scoreComponent(node, inputs, minimumCoverage));

  const components = children.map((child) => scoreComponent(child, inputs, minimumCoverage));
  const fed = components.filter((component) => component.kind !== 'no-indicator');
  if (fed.length === 0) return { ...noIndicator(node.code), components };
  const coverage = shareOf(fed, (component) => (component.kind === 'scored' ? component.coverage : 0));
  const pastDueShare = shareOf(fed, (component) => component.pastDueShare);
  const parts = { code: node.code, coverage, pastDueShare, ...provenance(fed), components };
  if (!atLeast(coverage, minimumCoverage)) return { ...parts, kind: 'insufficient', contributions: [] };
  const present = fed.filter((component) => component.kind === 'scored');
  const mean = weightedMean(
    present.map(({ code, weight, score = 0 }) => ({ code, weight, score })),
    10,
  );
  return { ...parts, kind: 'scored', ...mean };
}

/**
 * Score of one component of a unit: the weighted mean of the indicators that feed it directly, on 1–10.
 *
 *   s = Σ w·s / Σ w over the indicators that have a value;   coverage = Σ w (those) / Σ w (all expected)
 */
function scoreComponent(
  node: EditionNode,
  inputs: readonly ScoredInput[],
  minimumCoverage: number,
): ComponentScore {
  const weight = node.weight ?? 1;
  const expected = inputs.filter((input) => input.state !== 'not-scored' && input.feeds.includes(node.code));
  if (expected.length === 0) return { ...noIndicator(node.code), weight, inputs: [] };
  const coverage = shareOf(expected, (input) => (input.score === undefined ? 0 : 1));
  const pastDueShare = shareOf(expected, (input) => (input.pastDue && input.score === undefined ? 1 : 0));
  const origin = provenance(expected.map(inputProvenance));
  const parts = { code: node.code, coverage, pastDueShare, ...origin, weight, inputs: expected };
  if (!atLeast(coverage, minimumCoverage)) return { ...parts, kind: 'insufficient', contributions: [] };
  const present = expected.filter((input) => input.score !== undefined);
  const mean = weightedMean(
    present.map((input) => ({ code: inputCode(input), weight: input.weight, score: input.score ?? 0 })),
    1,
  );
  return { ...parts, kind: 'scored', ...mean };
}

/** An input's code in contributions: the indicator, and whose value it is. */
export function inputCode(input: { readonly indicator: string; readonly forUnit: string }): string {
  return `${input.indicator}@${input.forUnit}`;
}

function ownIndex(component: ComponentScore): IndexScore {
  const { weight: _weight, inputs: _inputs, ...parts } = component;
  return { ...parts, components: [component] };
}

function weightedMean(
  parts: readonly { readonly code: string; readonly weight: number; readonly score: number }[],
  scale: number,
): { score: number; contributions: Contribution[] } {
  const total = sumOf(parts.map((part) => part.weight));
  const score = quantise((scale * sumOf(parts.map((part) => part.weight * part.score))) / total);
  const shares = parts.map((part) => ({ ...part, weight: (scale * part.weight) / total }));
  return { score, contributions: contributionsTo(score, shares) };
}

function shareOf<T extends { readonly weight: number }>(
  items: readonly T[],
  share: (item: T) => number,
): number {
  const total = sumOf(items.map((item) => item.weight));
  return quantise(sumOf(items.map((item) => item.weight * share(item))) / total);
}

function noIndicator(code: string): ScoreParts {
  return { code, kind: 'no-indicator', coverage: 0, pastDueShare: 0, contributions: [], demo: false };
}

interface Provenance {
  readonly knownFrom?: string;
  readonly demo: boolean;
}

function inputProvenance(input: ScoredInput): Provenance {
  const newest = newestOf(input.observations.map((observation) => observation.recordedAt));
  return { demo: input.demo, ...(newest === undefined ? {} : { knownFrom: newest }) };
}

function provenance(parts: readonly Provenance[]): Provenance {
  const newest = newestOf(parts.map((part) => part.knownFrom));
  return { demo: parts.some((part) => part.demo), ...(newest === undefined ? {} : { knownFrom: newest }) };
}

function newestOf(instants: readonly (string | undefined)[]): string | undefined {
  return instants.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);
}
