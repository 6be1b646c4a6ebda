import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type DepartmentResponse, type HeatCell, type PositionReference, type UnitIndex } from '#contracts';
import { addDays, instantOf, previousPeriod, type Period } from '#periods';
import { ReadAlerts } from '../alerts/read-alerts.js';
import { OPEN_STATES } from '../alerts/alert.query.js';
import { heatCell, type HeatFacts } from '../heat/heat.response.js';
import { ReadHeat } from '../heat/read-heat.js';
import { ReadIndicatorRows, seriesKey } from '../indicators/read-indicator-rows.js';
import { MarkQuery, type RatingRow } from '../marks/mark.query.js';
import { countRatings, ratingView, trendView, urgencyOf } from '../marks/mark-views.js';
import { Standing } from '../marks/standing.js';
import { Names } from '../names/names.js';
import { ObligationQuery } from '../obligations/obligation.query.js';
import { freshnessOf } from '../overview/freshness.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { demoMark, present } from '../questions/present.js';
import { RankingQuery } from '../rankings/ranking.query.js';
import { ScoreQuery } from '../scores/score.query.js';
import { unitIndex } from './unit-index.js';

const INDICES = ['LEAD.COMP', 'LEAD.GOV'];
/** Groups in which a unit is ranked, the one that readers expect first. */
const RANKED_IN = ['PG_SO', 'PG_HUYEN', 'PG_HUYEN_MN', 'PG_TP', 'PG_PHUONG', 'PG_XA'];
const ALERTS = 20;

/** Answers the page of one unit. */
@Injectable()
export class ReadDepartment {
  constructor(
    private readonly readHeat: ReadHeat,
    private readonly readRows: ReadIndicatorRows,
    private readonly readAlerts: ReadAlerts,
    private readonly scores: ScoreQuery,
    private readonly marks: MarkQuery,
    private readonly standing: Standing,
    private readonly rankings: RankingQuery,
    private readonly obligations: ObligationQuery,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
  ) {}

  async execute(unit: string, period: Period, known: KnownUntil): Promise<DepartmentResponse> {
    const { lastDay } = period;
    const before = previousPeriod(period);
    const [facts, now, then, due, open, periods] = await Promise.all([
      this.readHeat.factsOf(period, known),
      this.standing.on(lastDay, known),
      this.standing.on(before.lastDay, known),
      this.dueIn(period, known),
      this.readAlerts.execute({ states: OPEN_STATES, unit, limit: ALERTS }, known),
      this.scores.periodsOfIndex('LEAD.COMP'),
    ]);
    const own = now.filter((row) => this.standing.countedUnder(row, lastDay) === unit);
    const cells = cellsByComponent(unit, facts);
    const [indicators, indices, alerts] = await Promise.all([
      this.indicatorsOf(unit, now, then, lastDay, known),
      Promise.all(INDICES.map((index) => this.indexOf(unit, index, period, facts, cells, known))),
      this.readAlerts.views(open, known),
    ]);
    const updatedAt = [...cells.values()]
      .map((cell) => cell.knownFrom)
      .sort()
      .at(-1);
    return {
      ...this.whoIs(unit, period),
      period: { ...period },
      previousPeriod: before.id,
      periods,
      counts: countRatings(own.map((row) => row.rating)),
      indices: indices.filter((index) => index !== undefined),
      others: ['TASK', 'INV'].flatMap((code) => cells.get(code) ?? []),
      indicators,
      freshness: freshnessOf(
        due.filter((count) => count.unit === unit),
        updatedAt,
        () => true,
      ),
      alerts,
      ...demoMark([...cells.values()].some((cell) => cell.demo)),
    };
  }

  /** Reports that fall due after the period began and before the next one ends: those about the period. */
  private dueIn({ firstDay, lastDay }: Period, known: KnownUntil) {
    return this.obligations.countsDue(
      instantOf(addDays(firstDay, 1)),
      instantOf(addDays(lastDay, 15)),
      known,
    );
  }

  private whoIs(unit: string, { lastDay }: Period) {
    const entry = this.catalogue.unitOn(unit, lastDay) ?? this.catalogue.history('unit', unit).at(-1);
    const successors = this.catalogue.livingSuccessors(unit, lastDay).filter((code) => code !== unit);
    const supervisor = this.catalogue
      .allOn('position', lastDay)
      .find((position) => position.attributes.portfolioOf?.includes(unit));
    return {
      unit: this.names.unit(unit, lastDay),
      unitKind: entry?.attributes.kind ?? 'department',
      ...present('head', this.positionOn(`HEAD.${unit}`, lastDay)),
      ...present('supervisor', supervisor && this.names.position(supervisor.code, lastDay)),
      successors: successors.map((code) => this.names.unit(code, lastDay)),
    };
  }

  private positionOn(code: string, day: string): PositionReference | undefined {
    return this.catalogue.on('position', code, day) ? this.names.position(code, day) : undefined;
  }

  private async indicatorsOf(
    unit: string,
    now: readonly RatingRow[],
    then: readonly RatingRow[],
    day: string,
    known: KnownUntil,
  ) {
    const byKey = (rows: readonly RatingRow[]) =>
      new Map(rows.map((row) => [seriesKey(row.subject, row.unit), row]));
    const owned = this.readRows.ownedBy(unit, day);
    const rows = await this.readRows.execute(owned, { ratings: byKey(now), before: byKey(then) }, day, known);
    return rows.sort(
      (a, b) => urgencyOf(a.rating) - urgencyOf(b.rating) || (a.indicator.code < b.indicator.code ? -1 : 1),
    );
  }

  private async indexOf(
    unit: string,
    index: string,
    period: Period,
    facts: HeatFacts,
    cells: ReadonlyMap<string, HeatCell>,
    known: KnownUntil,
  ): Promise<UnitIndex | undefined> {
    const { id, rule, lastDay } = period;
    const groups = this.catalogue.peerGroupsOf(unit, lastDay);
    const peerGroup = RANKED_IN.find((group) => groups.includes(group));
    const [nodes, ranks, trend] = await Promise.all([
      this.scores.withParts(unit, index, id, known),
      peerGroup === undefined ? [] : this.rankings.ranksOf(index, [index], peerGroup, id, known),
      this.marks.trendOfSeries({ unit, index, subject: index, rule }, id, known),
    ]);
    const parts = new Map(nodes.map((node) => [node.component, node]));
    const root = parts.get(index);
    if (!root) return undefined;
    const rating = facts.ratings.get(`${unit}|${index}|${index}`);
    return unitIndex({
      root,
      name: this.names.named(index, lastDay),
      cells,
      parts,
      before: facts.before.get(`${unit}|${index}|${index}`),
      ranking: ranks[0],
      peerGroup,
      rating: rating && ratingView(rating),
      trend: trend && trendView(trend.state),
      nameOf: (code) => this.names.named(code, lastDay),
    });
  }
}

const cellsByComponent = (unit: string, facts: HeatFacts): Map<string, HeatCell> =>
  new Map(
    facts.scores
      .filter((score) => score.unit === unit)
      .map((score) => [score.component, heatCell(score, facts)] as const),
  );
