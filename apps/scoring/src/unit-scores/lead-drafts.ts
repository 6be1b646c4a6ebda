import { type Cause, type ScoreChanged, type ScorePart } from '#contracts';
import { type Period } from '#periods';
import {
  type ComponentScore,
  type Contribution,
  inputCode,
  ratedComponent,
  ratedIndex,
  type RatedPoint,
  type ScoredInput,
} from '#scoring-engine';
import { codeUnder } from '../method/held-edition.js';
import { type LeadScores, newestOf } from './lead-scores.js';
import { type ScoreDraft } from './score-draft.js';

export interface DraftOptions {
  readonly unit: string;
  readonly period: Period;
  readonly cause: Cause;
  /** Only nodes that these indicators feed; undefined means all, those that nothing feeds any more included. */
  readonly indicators: ReadonlySet<string> | undefined;
  /** When the catalogue last changed: dates what nothing feeds any more, and so has no input to date it. */
  readonly since: string;
  /** What a component is made of, as it is shown. */
  readonly partsOf: (component: ComponentScore) => ScorePart[];
}

interface Node {
  readonly index: string;
  readonly component: string;
  readonly level: ScoreChanged['level'];
  readonly kind: ComponentScore['kind'];
  readonly score?: number;
  readonly coverage: number;
  readonly inputs: readonly ScoredInput[];
  readonly parts: ScorePart[];
  readonly rated: RatedPoint;
}

/** One draft a node: each root of the edition, and each component under it. */
export function leadDrafts(scores: LeadScores, options: DraftOptions): ScoreDraft[] {
  const anything = newestOf([...scores.knownFrom.values()]);
  return nodesOf(scores, options).map((node) => {
    const own = newestOf(node.inputs.map((input) => scores.knownFrom.get(inputCode(input))));
    return draftOf(node, scores, options, own ?? anything ?? options.since);
  });
}

function nodesOf(scores: LeadScores, { period, indicators, partsOf }: DraftOptions): Node[] {
  const { held, trajectories } = scores;
  const moved = (component: ComponentScore) =>
    indicators === undefined || component.inputs.some(({ indicator }) => indicators.has(indicator));
  return scores.indexes.flatMap((index) => {
    const components = index.components.filter(
      (component) => moved(component) && isShown(component, indicators),
    );
    const ofComponents = components.map((component): Node => ({
      ...component,
      index: index.code,
      component: component.code,
      level: 'component',
      parts: partsOf(component),
      rated: ratedComponent(period.id, component, trajectories),
    }));
    const isOwnIndex = index.components.length === 1 && index.components[0]!.code === index.code;
    if (isOwnIndex || components.length === 0) return ofComponents;
    const whole: Node = {
      ...index,
      index: index.code,
      component: index.code,
      level: 'index',
      inputs: index.components.flatMap(({ inputs }) => inputs),
      parts: index.components
        .filter(({ kind }) => kind !== 'no-indicator')
        .map((component) => componentPart(component, index.contributions)),
      rated: ratedIndex(period.id, held.edition, index, trajectories),
    };
    return [whole, ...ofComponents];
  });
}

/** What nothing feeds has no score; it is said only where the catalogue changed, since it may have had one. */
const isShown = (component: ComponentScore, indicators: ReadonlySet<string> | undefined): boolean =>
  indicators === undefined || component.kind !== 'no-indicator';

function draftOf(node: Node, scores: LeadScores, options: DraftOptions, knownFrom: string): ScoreDraft {
  const { rated, inputs } = node;
  const demo = inputs.some((input) => input.demo);
  return {
    content: {
      unit: options.unit,
      index: codeUnder(scores.held, node.index),
      component: node.component,
      period: options.period.id,
      periodRule: options.period.rule,
      edition: scores.held.edition.id,
      level: node.level,
      ...stateOf(node),
      ...(node.score === undefined ? {} : { value: node.score }),
      ...(rated.target === undefined ? {} : { planned: rated.target }),
      ...(rated.base === undefined ? {} : { base: rated.base }),
      coverage: node.coverage,
      parts: node.parts,
      ...(demo ? { demo } : {}),
    },
    knownFrom,
    lastDay: options.period.lastDay,
    ...(rated.value === undefined || rated.target === undefined ? {} : { ratedValue: rated.value }),
    pastDue: rated.pastDue === true,
    cause: options.cause,
  };
}

function stateOf({ kind, inputs }: Node): Pick<ScoreChanged, 'state' | 'reason'> {
  if (kind === 'scored') return { state: 'scored' };
  if (kind === 'no-indicator') return { state: 'not-computed', reason: 'no-indicator' };
  if (inputs.some(({ state }) => state === 'not-processed'))
    return { state: 'not-processed', reason: 'not-processed' };
  return inputs.some(({ state }) => state === 'conflict')
    ? { state: 'conflict', reason: 'conflict' }
    : { state: 'insufficient', reason: 'coverage' };
}

function componentPart(component: ComponentScore, contributions: readonly Contribution[]): ScorePart {
  const { code, weight, score, coverage, kind } = component;
  const own = contributions.find((contribution) => contribution.code === code);
  return {
    code,
    kind: 'component',
    weight,
    state: kind === 'scored' ? 'present' : 'missing',
    ...(score === undefined ? {} : { value: score, score }),
    coverage,
    ...(own ? { contribution: own.contribution } : {}),
  };
}
