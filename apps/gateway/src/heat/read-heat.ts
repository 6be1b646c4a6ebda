import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type HeatResponse, type HeatRow, type RatingCounts } from '#contracts';
import { previousPeriod, type Period } from '#periods';
import { MarkQuery } from '../marks/mark.query.js';
import { noCounts } from '../marks/mark-views.js';
import { thisPeriod } from '../marks/period-window.js';
import { Standing } from '../marks/standing.js';
import { Names } from '../names/names.js';
import { ownProvince } from '../names/own-province.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { demoMark, present } from '../questions/present.js';
import { ScoreQuery } from '../scores/score.query.js';
import { cellKey, cellsOf, heatRows, type HeatFacts, type RowUnit } from './heat.response.js';
import { heatColumns, HEAT_INDICES } from './heat-columns.js';

/** Answers what every unit × component looks like in one period. */
@Injectable()
export class ReadHeat {
  constructor(
    private readonly scores: ScoreQuery,
    private readonly marks: MarkQuery,
    private readonly standing: Standing,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
  ) {}

  async execute(period: Period, known: KnownUntil): Promise<HeatResponse> {
    const [facts, standing, periods] = await Promise.all([
      this.factsOf(period, known),
      this.standing.on(period.lastDay, known),
      this.scores.periodsOfIndex('LEAD.COMP'),
    ]);
    const counts = this.standing.countsByUnit(standing, period.lastDay);
    const columns = heatColumns(this.names, period);
    const rows = heatRows(this.reportingUnits(period), columns, facts, counts);
    const province = this.provinceRow(period, columns, facts, counts);
    const shown = [...rows, ...(province ? [province] : [])].flatMap((row) => row.cells);
    const edition = facts.scores.find((score) => score.index === 'LEAD.COMP')?.edition;
    return {
      period: { ...period },
      previousPeriod: previousPeriod(period).id,
      periods,
      ...present('edition', edition),
      columns,
      ...present('province', province),
      rows,
      ...present('updatedAt', newest(shown.map((cell) => cell.knownFrom))),
      ...demoMark(shown.some((cell) => cell.demo)),
    };
  }

  /** Scores, ratings and trends of the period, and the scores of the period before. */
  async factsOf(period: Period, known: KnownUntil): Promise<HeatFacts> {
    const window = thisPeriod(period.rule, period.id);
    const [scores, before, ratings, trends] = await Promise.all([
      this.scores.ofPeriod(period.id, HEAT_INDICES, known),
      this.scores.ofPeriod(previousPeriod(period).id, HEAT_INDICES, known),
      this.marks.ratingsIn(window, ['component', 'index'], known),
      this.marks.trendsIn(window, ['component', 'index'], known),
    ]);
    return {
      scores,
      before: new Map(
        before.flatMap((score) =>
          score.value === undefined ? [] : [[cellKey(score, score.component), score.value] as const],
        ),
      ),
      ratings: new Map(ratings.map((row) => [cellKey(row, row.subject), row])),
      trends: new Map(trends.map((row) => [cellKey(row, row.subject), row])),
    };
  }

  /** Units that report on the period's last day. */
  reportingUnits({ lastDay }: Period): RowUnit[] {
    return this.catalogue
      .allOn('unit', lastDay)
      .filter((entry) => entry.attributes.reports)
      .map((entry) => ({ unit: this.names.unit(entry.code, lastDay), unitKind: entry.attributes.kind }));
  }

  private provinceRow(
    { lastDay }: Period,
    columns: HeatResponse['columns'],
    facts: HeatFacts,
    counts: ReadonlyMap<string, RatingCounts>,
  ): HeatRow | undefined {
    const province = ownProvince(this.catalogue, lastDay);
    if (!province) return undefined;
    const cells = cellsOf(province, columns, facts);
    const all = [...counts.values()].reduce(addCounts, noCounts());
    return { unit: this.names.unit(province, lastDay), unitKind: 'province', counts: all, cells };
  }
}

const addCounts = (sum: RatingCounts, counts: RatingCounts): RatingCounts => ({
  red: sum.red + counts.red,
  yellow: sum.yellow + counts.yellow,
  green: sum.green + counts.green,
  noData: sum.noData + counts.noData,
  unrated: sum.unrated + counts.unrated,
});

export const newest = (instants: readonly string[]): string | undefined =>
  instants.length === 0 ? undefined : instants.reduce((a, b) => (a > b ? a : b));
