import { Injectable } from '@nestjs/common';
import { type TrendChanged } from '#contracts';
import { Catalogue } from '#catalogue';
import { type Slice } from '#messaging';
import { dayOf } from '#periods';
import { trendTitles } from '../alerts/alert-titles.js';
import { EvaluateAlerts } from '../alerts/evaluate-alerts.js';
import { identityOf, type Evaluation } from '../alerts/evaluation.js';
import { type TrendRule } from '../rules/rule.js';
import { RuleStore } from '../rules/rule.store.js';
import { trendFinding, type WatchedTrend } from './trend-finding.js';
import { seriesOf, WatchedTrendStore } from './watched-trend.store.js';

/** Holds the newest trends of each series that a slice touches against the trend rules. */
@Injectable()
export class JudgeTrends {
  constructor(
    private readonly rules: RuleStore,
    private readonly trends: WatchedTrendStore,
    private readonly alerts: EvaluateAlerts,
    private readonly catalogue: Catalogue,
  ) {}

  async execute(slice: Slice<TrendChanged>): Promise<void> {
    const rules = this.rules.ofKind('trend');
    const watched = newestPerCell(slice.events.map((event) => event.data)).filter((data) =>
      rules.some((rule) => rule.scope.subjectKind === data.subjectKind),
    );
    if (watched.length === 0) return;
    await slice.transaction(async (tx) => {
      await this.trends.merge(tx, watched);
      const series = latestPerSeries(watched);
      const newest = await this.trends.newest(tx, series, Math.max(...rules.map((rule) => rule.forPeriods)));
      const evaluations = series.flatMap((data) =>
        rules
          .filter((rule) => rule.scope.subjectKind === data.subjectKind)
          .map((rule) => this.judge(rule, data, newest.get(seriesOf(data)) ?? [])),
      );
      await this.alerts.execute(tx, evaluations);
    });
  }

  private judge(rule: TrendRule, data: TrendChanged, newest: readonly WatchedTrend[]): Evaluation {
    const { unit, subject, subjectKind } = data;
    const strength = newest[0]?.strength === 'robust' ? 'robust' : 'indicative';
    const finding = trendFinding(rule, newest);
    return {
      rule,
      finding,
      identity: identityOf(rule, [unit, data.index, subject]),
      scope: {
        unit,
        ...(subjectKind === 'indicator'
          ? { indicator: subject }
          : { component: subject, index: data.index ?? subject }),
      },
      titles: trendTitles(this.catalogue, rule, {
        unit,
        subject,
        strength,
        finding,
        day: dayOf(data.knownFrom),
      }),
      corrects: false,
      cause: data.cause,
      demo: data.demo ?? false,
      catalogueVersion: data.catalogueVersion,
      knownFrom: data.knownFrom,
    };
  }
}

function newestPerCell(trends: readonly TrendChanged[]): TrendChanged[] {
  const newest = new Map<string, TrendChanged>();
  for (const data of trends) {
    const cell = `${seriesOf(data)}:${data.period}`;
    if (data.version > (newest.get(cell)?.version ?? 0)) newest.set(cell, data);
  }
  return [...newest.values()];
}

function latestPerSeries(trends: readonly TrendChanged[]): TrendChanged[] {
  const latest = new Map<string, TrendChanged>();
  for (const data of trends)
    if (data.period >= (latest.get(seriesOf(data))?.period ?? '')) latest.set(seriesOf(data), data);
  return [...latest.values()];
}
