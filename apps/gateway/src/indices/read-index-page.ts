import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type IndexBridge, type IndexPageResponse, type IndexYear } from '#contracts';
import { Clock } from '#runtime';
import { MarkQuery } from '../marks/mark.query.js';
import { trendView } from '../marks/mark-views.js';
import { Names } from '../names/names.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { present } from '../questions/present.js';
import { movedBetween } from '../scores/score-tree.js';
import { ScoreQuery, type ScoreState } from '../scores/score.query.js';
import { indexComponents } from './index-components.js';
import { lastDayOf, ReadIndexYears } from './read-index-years.js';

/** A published value that our arithmetic misses by more than the rounding of its parts (methodology, section 1). */
const ROUNDING = 0.05;

/** Answers the page of PCI or PAPI for one province. */
@Injectable()
export class ReadIndexPage {
  constructor(
    private readonly readYears: ReadIndexYears,
    private readonly scores: ScoreQuery,
    private readonly marks: MarkQuery,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  async execute(
    index: string,
    province: string | undefined,
    year: string | undefined,
    known: KnownUntil,
  ): Promise<IndexPageResponse> {
    const root = this.names.rootOf(index) ?? index;
    const { unit, unitIn, years } = await this.readYears.execute(index, province, known);
    const own = await this.ownScores(index, root, years, unitIn, known);
    const scored = own.filter((score) => score.value !== undefined).map((score) => score.period);
    const chosen = year ?? scored.at(-1) ?? years.at(-1)?.period;
    const today = this.clock.today();
    const [trend, components, bridge] = await Promise.all([
      this.marks.trendOfSeries({ unit, index, subject: root, rule: 'SURVEY_YEAR' }, '9999', known),
      chosen === undefined ? [] : this.componentsOf(index, root, unitIn(chosen), chosen, known),
      chosen === undefined ? undefined : this.bridgeTo(chosen, own, known),
    ]);
    return {
      index: this.names.named(root, today),
      unit: chosen ? this.names.unit(unitIn(chosen), lastDayOf(chosen)) : this.names.unit(unit, today),
      ...present('lead', this.leadOf(root, today)),
      ...this.names.scaleOf(index, root, chosen ?? today.slice(0, 4)),
      years,
      ...present('chosenYear', chosen),
      components,
      ...present('bridge', bridge),
      ...present('trend', trend && trendView(trend.state)),
      breaks: editionBreaks(years),
      notes: notesOf(years),
      ...present('updatedAt', newestOf(own)),
    };
  }

  /** The scores of the whole index in all years, each under the code that the province had. */
  private async ownScores(
    index: string,
    root: string,
    years: readonly IndexYear[],
    unitIn: (year: string) => string,
    known: KnownUntil,
  ): Promise<ScoreState[]> {
    const units = [...new Set(years.map(({ period }) => unitIn(period)))];
    const scores = await Promise.all(units.map((unit) => this.scores.ofSeries(unit, index, [root], known)));
    return scores
      .flat()
      .filter((score) => score.unit === unitIn(score.period))
      .sort((a, b) => (a.period < b.period ? -1 : 1));
  }

  private async componentsOf(index: string, root: string, unit: string, year: string, known: KnownUntil) {
    const nodes = this.names.editionOf(index, year)?.attributes.nodes ?? [];
    const top = nodes.find((node) => node.code === root);
    if (!top) return [];
    const day = lastDayOf(year);
    return indexComponents({
      unit,
      root: top,
      nodes,
      scores: await this.scores.ofPeriod(year, [index], known),
      nameOf: (code) => this.names.named(code, day),
      unitOf: (code) => this.names.unit(code, day),
      leadOf: (code) => this.leadOf(code, this.clock.today())?.unit,
    });
  }

  /** From the newest earlier year of the same province under the same edition that has its parts. */
  private async bridgeTo(
    year: string,
    own: readonly ScoreState[],
    known: KnownUntil,
  ): Promise<IndexBridge | undefined> {
    const now = own.find((score) => score.period === year && score.value !== undefined);
    const before = own.findLast(
      (score) =>
        score.period < year &&
        score.value !== undefined &&
        score.edition === now?.edition &&
        score.unit === now.unit,
    );
    if (!now || !before) return undefined;
    const roots = await Promise.all([before, now].map((score) => this.withParts(score, known)));
    const [from, to] = roots;
    if (!from || !to) return undefined;
    const {
      change = 0,
      parts,
      rest = 0,
    } = movedBetween(from, to, (code) => {
      const { nameVi, nameEn } = this.names.named(code, lastDayOf(year));
      return { nameVi, nameEn };
    });
    if (parts.length === 0) return undefined;
    return {
      from: { period: before.period, value: before.value! },
      to: { period: now.period, value: now.value! },
      change,
      parts,
      rest,
    };
  }

  private async withParts(score: ScoreState, known: KnownUntil) {
    const nodes = await this.scores.withParts(score.unit, score.index, score.period, known);
    return nodes.find((node) => node.component === score.component);
  }

  private leadOf(component: string, day: string): IndexPageResponse['lead'] {
    const code = this.catalogue.leadOf(component, day);
    if (code === undefined) return undefined;
    return { unit: this.names.unit(code, day), position: this.names.position(`HEAD.${code}`, day) };
  }
}

const newestOf = (scores: readonly ScoreState[]): string | undefined =>
  scores
    .map((score) => score.knownFrom)
    .sort()
    .at(-1);

/** Years whose make-up differs from that of the year before. */
export function editionBreaks(years: readonly IndexYear[]): IndexPageResponse['breaks'] {
  return years.flatMap((year, index) => {
    const before = years[index - 1]?.edition;
    return year.edition !== undefined && before !== undefined && before !== year.edition
      ? [{ period: year.period, edition: year.edition }]
      : [];
  });
}

/** Years whose published score our arithmetic does not give; shown, never forced. */
export const notesOf = (years: readonly IndexYear[]): string[] =>
  years.flatMap(({ period, published, computed }) =>
    published?.value !== undefined && computed && Math.abs(published.value - computed.value) > ROUNDING
      ? [`index.not-reproduced:${period}`]
      : [],
  );
