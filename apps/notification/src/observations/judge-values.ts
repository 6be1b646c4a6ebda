import { Injectable } from '@nestjs/common';
import { type ObservationRecorded } from '#contracts';
import { Catalogue } from '#catalogue';
import { type Slice } from '#messaging';
import { dayOf } from '#periods';
import { thresholdTitles } from '../alerts/alert-titles.js';
import { EvaluateAlerts } from '../alerts/evaluate-alerts.js';
import { identityOf, type Evaluation } from '../alerts/evaluation.js';
import { type ThresholdRule } from '../rules/rule.js';
import { RuleStore } from '../rules/rule.store.js';
import { thresholdFinding } from './threshold-finding.js';
import { WatchedValueStore } from './watched-value.store.js';

/** Holds each newer value of a slice against the threshold rules of its indicator. */
@Injectable()
export class JudgeValues {
  constructor(
    private readonly rules: RuleStore,
    private readonly values: WatchedValueStore,
    private readonly alerts: EvaluateAlerts,
    private readonly catalogue: Catalogue,
  ) {}

  async execute(slice: Slice<ObservationRecorded>): Promise<void> {
    const rules = Map.groupBy(this.rules.ofKind('threshold'), (rule) => rule.scope.indicator);
    const watched = slice.events.map((event) => event.data).filter((data) => rules.has(data.indicator));
    if (watched.length === 0) return;
    await slice.transaction(async (tx) => {
      const newest = newestPerCell(watched);
      const fresh = await this.values.merge(tx, newest);
      const judged = newest.filter((data) => fresh.has(`${cellOf(data)}:${data.version}`));
      await this.alerts.execute(
        tx,
        judged.flatMap((data) => rules.get(data.indicator)!.map((rule) => this.judge(rule, data))),
      );
    });
  }

  private judge(rule: ThresholdRule, data: ObservationRecorded): Evaluation {
    const { scoredUnit: unit, indicator, period, value } = data;
    const threshold = rule.fires.below ?? rule.fires.above;
    const finding = thresholdFinding(rule, value);
    return {
      rule,
      finding,
      identity: identityOf(rule, [unit, indicator, period]),
      scope: { unit, indicator, period },
      value,
      ...(threshold === undefined ? {} : { threshold }),
      titles: thresholdTitles(this.catalogue, rule, {
        unit,
        indicator,
        period,
        value,
        finding,
        day: dayOf(data.recordedAt),
      }),
      corrects: data.revision > 0,
      cause: data.cause,
      demo: data.demo ?? false,
      catalogueVersion: data.catalogueVersion,
      knownFrom: data.recordedAt,
    };
  }
}

const cellOf = (data: ObservationRecorded): string => `${data.indicator}:${data.unit}:${data.period}`;

/** The highest version of each cell in the slice: one statement may not touch a row twice, and the rest is overtaken. */
function newestPerCell(observations: readonly ObservationRecorded[]): ObservationRecorded[] {
  const newest = new Map<string, ObservationRecorded>();
  for (const data of observations) {
    const known = newest.get(cellOf(data));
    if (!known || data.version > known.version) newest.set(cellOf(data), data);
  }
  return [...newest.values()];
}
