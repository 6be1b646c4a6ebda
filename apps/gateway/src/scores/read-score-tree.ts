import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type Rating, type ScorePart, type ScoreTreeResponse, splitIndex } from '#contracts';
import { periodOf, type Period } from '#periods';
import { RejectedError } from '#runtime';
import { MarkQuery } from '../marks/mark.query.js';
import { ratingView, trendView } from '../marks/mark-views.js';
import { thisPeriod } from '../marks/period-window.js';
import { Standing } from '../marks/standing.js';
import { Names } from '../names/names.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { demoMark, present } from '../questions/present.js';
import { movedBetween, treeOf, type TreeFacts } from './score-tree.js';
import { ScoreQuery, versionOf, type ScoreState, type ScoreWithParts } from './score.query.js';

export interface ScoreAddress {
  readonly index: string;
  readonly unit: string;
  readonly period: string;
  readonly component?: string | undefined;
  readonly edition?: string | undefined;
}

/** Answers one score with everything below it, and with what moved since the period before. */
@Injectable()
export class ReadScoreTree {
  constructor(
    private readonly scores: ScoreQuery,
    private readonly marks: MarkQuery,
    private readonly standing: Standing,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
  ) {}

  /** Throws RejectedError `score.unknown` (404) where nothing is known of that score. */
  async execute(address: ScoreAddress, known: KnownUntil): Promise<ScoreTreeResponse> {
    const { index, unit } = address;
    const code = this.names.codeUnder(index, address.period, address.edition);
    const component = address.component ?? this.names.rootOf(index) ?? index;
    const nodes = await this.scores.withParts(unit, code, address.period, known);
    const root = nodes.find((node) => node.component === component);
    if (!root) throw unknownScore(address, component);
    const period = periodOf(root.periodRule, root.period);
    const facts = await this.factsOf(nodes, unit, period, known);
    const [versions, marks] = await Promise.all([
      this.scores.versionsOf(unit, code === index ? [index] : [code, index], component, known),
      this.marksOf(root, known),
    ]);
    const moved = await this.movedSince(root, versions, facts, known);
    return {
      ...this.headOf(root, period),
      ...marks,
      tree: treeOf(root.parts, facts),
      ...present('moved', moved),
      versions: versions.filter((one) => one.period === root.period && one.index === code).map(versionOf),
      ...demoMark(root.demo),
    };
  }

  private headOf(root: ScoreWithParts, period: Period) {
    const { lastDay } = period;
    const { level, edition, state, coverage, version, catalogueVersion, cause, knownFrom } = root;
    const { index } = splitIndex(root.index);
    return {
      unit: this.names.unit(root.unit, lastDay),
      index: this.names.named(this.names.rootOf(index) ?? index, lastDay),
      component: this.names.named(root.component, lastDay),
      period: { ...period },
      level,
      edition,
      ...this.names.editionsBeside(index, root.period),
      state,
      coverage,
      version,
      catalogueVersion,
      cause,
      knownFrom,

      ...present('reason', root.reason),
      ...present('value', root.value),
      ...present('published', root.published),
      ...this.names.scaleOf(root.index, root.component, root.period),
    };
  }

  private async marksOf(root: ScoreState, known: KnownUntil) {
    const series = { unit: root.unit, index: root.index, subject: root.component, rule: root.periodRule };
    const [ratings, trend] = await Promise.all([
      this.marks.ratingsOfSeries(root.unit, root.index, root.component, known),
      this.marks.trendOfSeries(series, root.period, known),
    ]);
    const rating = ratings.find((row) => row.period === root.period && row.rule === root.periodRule);
    return {
      ...present('rating', rating && ratingView(rating)),
      ...present('trend', trend && trendView(trend.state)),
    };
  }

  private async factsOf(
    nodes: readonly ScoreWithParts[],
    unit: string,
    { rule, id, lastDay }: Period,
    known: KnownUntil,
  ): Promise<TreeFacts> {
    const ratings = new Map<string, Rating>();
    for (const row of await this.standing.on(lastDay, known))
      if (this.standing.countedUnder(row, lastDay) === unit) ratings.set(row.subject, row.rating);
    const ofNodes = await this.marks.ratingsIn(thisPeriod(rule, id), ['component', 'index'], known);
    const index = nodes[0]?.index;
    for (const row of ofNodes)
      if (row.unit === unit && row.index === index) ratings.set(row.subject, row.rating);
    return {
      scores: new Map(nodes.map((node) => [node.component, node])),
      nameOf: (code, kind) => this.nameOf(code, kind, lastDay),
      unitOfMeasureOf: (code) => this.catalogue.indicatorOn(code, lastDay)?.attributes.unit,
      ratingOf: (code) => ratings.get(code),
    };
  }

  private nameOf(code: string, kind: ScorePart['kind'], day: string) {
    const { nameVi, nameEn } =
      kind === 'indicator' ? this.names.indicator(code, day) : this.names.named(code, day);
    return { nameVi, nameEn };
  }

  /**
   * Compares with the newest earlier period that has a score: a year that was never published is passed over. Before an
   * older edition shared a period it led, and its scores stand under the index's own code.
   */
  private async movedSince(
    root: ScoreWithParts,
    versions: readonly ScoreState[],
    { nameOf }: TreeFacts,
    known: KnownUntil,
  ): Promise<ScoreTreeResponse['moved']> {
    const earlier = versions.filter(
      (one) =>
        one.periodRule === root.periodRule &&
        one.period < root.period &&
        one.value !== undefined &&
        (one.index === root.index || one.edition === root.edition),
    );
    const last = earlier.toSorted((a, b) => (orderOf(a, root) < orderOf(b, root) ? 1 : -1))[0];
    if (last === undefined) return undefined;
    const nodes = await this.scores.withParts(root.unit, last.index, last.period, known);
    const before = nodes.find((node) => node.component === root.component);
    return before && movedBetween(before, root, nameOf);
  }
}

/** By period; of one period the score that stands where the root does. */
const orderOf = ({ period, index }: ScoreState, root: ScoreState): string =>
  `${period} ${index === root.index ? 1 : 0}`;

const unknownScore = ({ index, unit, period }: ScoreAddress, component: string) =>
  new RejectedError(
    'score.unknown',
    `There is no score of ${component} under ${index} for ${unit} in ${period}.`,
    {
      status: 404,
      params: { index, unit, period, component },
    },
  );
