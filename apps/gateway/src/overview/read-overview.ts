import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type Instant, type OverviewResponse, type UnitReference } from '#contracts';
import { instantOf, addDays, addMonths, previousPeriod, type Period } from '#periods';
import { Clock } from '#runtime';
import { AlertQuery } from '../alerts/alert.query.js';
import { heatCell } from '../heat/heat.response.js';
import { ReadHeat } from '../heat/read-heat.js';
import { ReadIndexYears } from '../indices/read-index-years.js';
import { ReadIndicatorRows, seriesKey } from '../indicators/read-indicator-rows.js';
import { MarkQuery, type RatingRow } from '../marks/mark.query.js';
import { byUrgency, changeOfCounts, countRatings, trendView } from '../marks/mark-views.js';
import { Standing } from '../marks/standing.js';
import { Names } from '../names/names.js';
import { ownProvince } from '../names/own-province.js';
import { ObligationQuery } from '../obligations/obligation.query.js';
import { LoadProgressStore } from '../progress/load-progress.store.js';
import { askedDay, askedInstant, type KnownUntil } from '../questions/as-known-on.js';
import { demoMark, present } from '../questions/present.js';
import { freshnessOf } from './freshness.js';
import { indexCard } from './index-card.js';
import { biggestMovers, moverOf, sameOfLastYear } from './movers.js';
import { ReadOpenExplanations } from './read-open-explanations.js';
import { SinceLastVisitQuery } from './since-last-visit.query.js';

type Standings = { now: RatingRow[]; before: RatingRow[]; yearBefore: RatingRow[] };

/** Answers the first screen. */
@Injectable()
export class ReadOverview {
  constructor(
    private readonly readHeat: ReadHeat,
    private readonly readYears: ReadIndexYears,
    private readonly readRows: ReadIndicatorRows,
    private readonly readExplanations: ReadOpenExplanations,
    private readonly marks: MarkQuery,
    private readonly standing: Standing,
    private readonly alerts: AlertQuery,
    private readonly obligations: ObligationQuery,
    private readonly sinceLast: SinceLastVisitQuery,
    private readonly progress: LoadProgressStore,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  async execute(period: Period, since: Instant | undefined, known: KnownUntil): Promise<OverviewResponse> {
    const province = ownProvince(this.catalogue, period.lastDay);
    const before = previousPeriod(period);
    const [facts, now, then, yearBefore] = await Promise.all([
      this.readHeat.factsOf(period, known),
      this.standing.on(period.lastDay, known),
      this.standing.on(before.lastDay, known),
      this.standing.on(addMonths(period.lastDay, -12), known),
    ]);
    const standings = { now, before: then, yearBefore };
    const updatedAt = facts.scores
      .map((score) => score.knownFrom)
      .sort()
      .at(-1);
    const [movers, indices, alerts, freshness, explanations, visit, tasks] = await Promise.all([
      this.moversOf(standings, period, known),
      Promise.all(['PCI', 'PAPI'].map((index) => this.card(index, known))),
      this.alerts.counts(askedInstant(known, this.clock), known),
      this.freshnessIn(period, updatedAt, known),
      this.readExplanations.execute(known),
      since === undefined ? undefined : this.visitSince(since, standings),
      this.progress.all(),
    ]);
    return {
      today: askedDay(known, this.clock),
      period: { ...period },
      previousPeriod: before.id,
      counts: this.countsOf(standings, period),
      movers,
      ...present('sinceLastVisit', visit),
      indices,
      estimates: this.estimates(province, facts, period),
      alerts: { open: alerts.open, critical: alerts.critical },
      explanations,
      freshness,
      ...demoMark(facts.scores.some((score) => score.demo)),
      complete: tasks.every((task) => task.done >= task.total),
    };
  }

  private countsOf({ now, before }: Standings, { lastDay }: Period): OverviewResponse['counts'] {
    const counts = countRatings(now.map((row) => row.rating));
    const byUnit = [...this.standing.countsByUnit(now, lastDay)]
      .map(([code, own]) => ({ unit: this.names.unit(code, lastDay), counts: own }))
      .sort((a, b) => byUrgency(a.counts, b.counts));
    return {
      now: counts,
      ...(before.length > 0
        ? { change: changeOfCounts(counts, countRatings(before.map((row) => row.rating))) }
        : {}),
      indicators: now.length,
      units: this.catalogue.allOn('unit', lastDay).filter((unit) => unit.attributes.reports).length,
      byUnit,
    };
  }

  /** A sum that runs from January on is compared with itself a year before. */
  private runsUp(indicator: string, day: string): boolean {
    return this.catalogue.indicatorOn(indicator, day)?.attributes.accumulates === 'year';
  }

  private async moversOf({ now, before, yearBefore }: Standings, { lastDay, id }: Period, known: KnownUntil) {
    const keyOf = (row: RatingRow) => seriesKey(row.subject, row.unit);
    const old = new Map(before.map((row) => [keyOf(row), row]));
    const lastYear = new Map(yearBefore.map((row) => [keyOf(row), row]));
    const olderOf = (row: RatingRow) =>
      this.runsUp(row.subject, lastDay) ? sameOfLastYear(row, lastYear.get(keyOf(row))) : old.get(keyOf(row));
    const edition = this.names.editionOf('LEAD.COMP', id)?.code ?? '';
    const spanOf = ({ subject }: RatingRow) => {
      const posts = this.catalogue.goalpostsOf(subject, edition, lastDay);
      return posts && posts.hi - posts.lo;
    };
    const rows = biggestMovers(now, olderOf, spanOf);
    const owned = rows.map((row) => ({
      indicator: row.subject,
      forUnit: row.unit,
      unit: this.standing.countedUnder(row, lastDay),
    }));
    const ratings = new Map(rows.map((row) => [keyOf(row), row]));
    const found = await this.readRows.execute(owned, { ratings, before: old }, lastDay, known);
    return found.map((row) => {
      const rating = ratings.get(seriesKey(row.indicator.code, row.forUnit))!;
      return moverOf(row, rating, olderOf(rating));
    });
  }

  private async card(index: string, known: KnownUntil) {
    const today = askedDay(known, this.clock);
    const root = this.names.rootOf(index) ?? index;
    const { years, unit } = await this.readYears.execute(index, undefined, known);
    const trend = await this.marks.trendOfSeries(
      { unit, index, subject: root, rule: 'SURVEY_YEAR' },
      '9999',
      known,
    );
    const lead = this.catalogue.leadOf(root, today);
    const leadUnit: UnitReference | undefined = lead === undefined ? undefined : this.names.unit(lead, today);
    return indexCard(this.names.named(root, today), years, trend && trendView(trend.state), leadUnit);
  }

  private estimates(
    province: string | undefined,
    facts: Awaited<ReturnType<ReadHeat['factsOf']>>,
    { lastDay }: Period,
  ): OverviewResponse['estimates'] {
    return ['LEAD.COMP', 'LEAD.GOV'].flatMap((index) => {
      const score = facts.scores.find((one) => one.unit === province && one.component === index);
      if (!score) return [];
      const { value, change, coverage, rating, verdict, strength, demo } = heatCell(score, facts);
      return [
        {
          index: this.names.named(index, lastDay),
          ...present('value', value),
          ...present('change', change),
          coverage,
          rating,
          verdict,
          strength,

          ...demoMark(demo),
        },
      ];
    });
  }

  /** Reports that fall due after the period began and before the next one ends: those about the period. */
  private async freshnessIn(
    { firstDay, lastDay }: Period,
    updatedAt: Instant | undefined,
    known: KnownUntil,
  ) {
    const counts = await this.obligations.countsDue(
      instantOf(addDays(firstDay, 1)),
      instantOf(addDays(lastDay, 15)),
      known,
    );
    const isUnit = (code: string) => this.catalogue.unitOn(code, lastDay)?.attributes.reports === true;
    return freshnessOf(counts, updatedAt, isUnit);
  }

  private async visitSince(since: Instant, { now }: Standings): Promise<OverviewResponse['sinceLastVisit']> {
    const [then, corrections, alerts] = await Promise.all([
      this.standing.on(this.clock.today(), since),
      this.sinceLast.corrections(since),
      this.alerts.movedSince(since),
    ]);
    const old = new Map(then.map((row) => [seriesKey(row.subject, row.unit), row.rating]));
    const isNew = (row: RatingRow) => old.has(seriesKey(row.subject, row.unit));
    const wasRed = (row: RatingRow) => old.get(seriesKey(row.subject, row.unit)) === 'red';
    return {
      since,
      toRed: now.filter((row) => row.rating === 'red' && isNew(row) && !wasRed(row)).length,
      leftRed: now.filter((row) => row.rating !== 'red' && wasRed(row)).length,
      corrections,
      alertsOpened: alerts.opened,
      alertsClosed: alerts.closed,
    };
  }
}
