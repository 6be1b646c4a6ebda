import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type PlanRecorded, type SeriesResponse, type Trajectory, underEdition } from '#contracts';
import { lastEndedBefore, periodOf, type Period } from '#periods';
import { Clock } from '#runtime';
import { MarkQuery, type RatingRow } from '../marks/mark.query.js';
import { ratingView, trendView } from '../marks/mark-views.js';
import { Names } from '../names/names.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { demoMark, present } from '../questions/present.js';
import { ScoreQuery } from '../scores/score.query.js';
import { ObservationQuery } from './observation.query.js';
import { forecastView, seriesBreaks, trajectoryOf } from './series.response.js';
import { everyPeriod, gapPoint, observedPoint, scoredPoint } from './series-points.js';

interface SeriesOf {
  readonly subject: string;
  readonly unit: string;
  readonly index: string;
  readonly rule: string;
}

/** Answers one series: values or scores with revisions, path, rating, trend, breaks, forecast. */
@Injectable()
export class ReadSeries {
  constructor(
    private readonly observations: ObservationQuery,
    private readonly scores: ScoreQuery,
    private readonly marks: MarkQuery,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  /** The measured values of an indicator for a unit. */
  async ofIndicator(indicator: string, unit: string, known: KnownUntil): Promise<SeriesResponse> {
    const attributes = this.catalogue.history('indicator', indicator).at(-1)!.attributes;
    const series = { subject: indicator, unit, index: '', rule: attributes.periodRule };
    const [revisions, ratings, plans] = await Promise.all([
      this.observations.revisionsOf(indicator, unit, known),
      this.ratingsOf(series, known),
      this.observations.plansOf([{ indicator, unit }], known),
    ]);
    const byPeriod = Map.groupBy(revisions, (one) => one.period);
    const until = this.openEnd(series);
    const planned = plannedBy(plans);
    const points = everyPeriod(
      series.rule,
      [...byPeriod.keys(), ...ratings.keys()],
      until,
      (period) => {
        const own = byPeriod.get(period.id);
        return own && observedPoint(period, own, ratings.get(period.id), planned.get(period.id));
      },
      (period) => gapPoint(period, ratings.get(period.id), period.id === until?.id),
    );
    const today = this.clock.today();
    const answering = this.catalogue.answeringUnit(indicator, unit, today);
    return {
      subject: this.names.indicator(indicator, today),
      subjectKind: 'indicator',
      unitOfMeasure: attributes.unit,
      direction: attributes.direction,
      scored: attributes.scored,
      ...present('feeds', attributes.feeds),
      ...present('drives', attributes.drives),
      ...present('answers', answering === undefined ? undefined : this.names.unit(answering, today)),
      trajectories: plans.map(trajectoryOf),
      ...(await this.rest(series, points, ratings, known)),
    };
  }

  /** The scores of a component or index of a unit: of the editions that lead, or of the one that is named. */
  async ofComponent(
    series: SeriesOf,
    edition: string | undefined,
    known: KnownUntil,
  ): Promise<SeriesResponse> {
    const { subject: component, unit, index, rule } = series;
    const codeIn = (period: string) => this.names.codeIn(index, period, edition);
    const codes = edition === undefined ? [index] : [index, underEdition(index, edition)];
    const [all, rated] = await Promise.all([
      this.scores.versionsOf(unit, codes, component, known),
      this.ratingsOf(series, known),
    ]);
    const versions = all.filter((one) => one.periodRule === rule && one.index === codeIn(one.period));
    const byPeriod = Map.groupBy(versions, (one) => one.period);
    // Judged is what leads; what stands under an older edition has no rating, trend or forecast.
    const leads = (period: string) => codeIn(period) === index;
    const ratings = new Map([...rated].filter(([period]) => leads(period)));
    const points = everyPeriod(
      rule,
      [...byPeriod.keys()],
      undefined,
      (period) => {
        const own = byPeriod.get(period.id);
        return own && scoredPoint(period, own, ratings.get(period.id));
      },
      (period) => gapPoint(period, ratings.get(period.id), false),
    );
    return {
      subject: this.names.named(component, this.clock.today()),
      subjectKind: component === this.names.rootOf(index) ? 'index' : 'component',
      index,
      unitOfMeasure: 'điểm',
      direction: 'up',
      trajectories: [] as Trajectory[],
      ...(await this.rest(series, points, ratings, known, leads)),
    };
  }

  private async rest(
    series: SeriesOf,
    points: SeriesResponse['points'],
    ratings: ReadonlyMap<string, RatingRow>,
    known: KnownUntil,
    leads: (period: string) => boolean = () => true,
  ) {
    const newest = points.at(-1)?.period;
    const [trend, forecast] = await Promise.all([
      newest === undefined || !leads(newest) ? undefined : this.marks.trendOfSeries(series, newest, known),
      this.observations.forecastOf(series, known),
    ]);
    const rating = points.findLast((point) => ratings.has(point.period));
    return {
      unit: this.names.unit(series.unit, this.clock.today()),
      periodRule: series.rule,
      points,
      ...present('rating', rating && ratingView(ratings.get(rating.period)!)),
      ...present('trend', trend && trendView(trend.state)),
      breaks: seriesBreaks(points, trend?.state.breaks ?? []),
      ...present('forecast', forecast && leads(forecast.period) ? forecastView(forecast) : undefined),
      ...present('period', newest === undefined ? undefined : { ...periodOf(series.rule, newest) }),
      ...demoMark(points.some((point) => point.demo)),
    };
  }

  private async ratingsOf({ unit, index, subject, rule }: SeriesOf, known: KnownUntil) {
    const rows = await this.marks.ratingsOfSeries(unit, index, subject, known);
    return new Map(rows.filter((row) => row.rule === rule).map((row) => [row.period, row]));
  }

  /** The newest ended period where somebody still reports the series; a published one ends with its last result. */
  private openEnd({ subject, unit, rule }: SeriesOf): Period | undefined {
    if (rule === 'SURVEY_YEAR') return undefined;
    const period = lastEndedBefore(rule, this.clock.today());
    return this.catalogue.isAssigned(subject, unit, period.firstDay, period.lastDay) ? period : undefined;
  }
}

/** The path by period; of two plans the one with the later target counts where both name a period. */
function plannedBy(plans: readonly PlanRecorded[]): Map<string, number> {
  return new Map(plans.flatMap((plan) => plan.points.map((point) => [point.period, point.value] as const)));
}
