import { jest } from '@jest/globals';
import { type AlertChanged } from '#contracts';
import { periodContaining, periodDistance } from '#periods';
import { type Evaluation, identityOf } from '../../../apps/notification/src/alerts/evaluation.js';
import { nextStep } from '../../../apps/notification/src/alerts/alert-life.js';
import { thresholdFinding } from '../../../apps/notification/src/observations/threshold-finding.js';
import { FIRST_RULES } from '../../../apps/notification/src/rules/first-rules.js';
import { type OverdueRule, type ThresholdRule } from '../../../apps/notification/src/rules/rule.js';
import { isSeasonal } from '../../../libs/scoring-engine/src/forecast-season.js';
import { DemoAsScored } from './as-scored.js';
import { DemoFeed, type Report } from './feed.mjs';
import { readPlanted } from './planted.mjs';

/** The whole feed is scored again and again; other tests run beside it. */
jest.setTimeout(60_000);

const planted = readPlanted();
const feed = new DemoFeed({ until: '2025-02-28' });
const scored = new DemoAsScored(feed);
/** The newest administrative month that is closed when the live month begins. */
const CLOSED_MONTH = '2025-01';
const over = feed.closesAt;
const overdue = FIRST_RULES.find((rule): rule is OverdueRule => rule.kind === 'overdue')!;

const anEvaluation = (
  given: Pick<Evaluation, 'rule' | 'finding' | 'scope'> & Partial<Evaluation>,
): Evaluation => ({
  identity: identityOf(given.rule, [given.scope.unit, given.scope.indicator, given.scope.period]),
  titles: { vi: '', en: '' },
  corrects: false,
  cause: 'live',
  demo: true,
  catalogueVersion: 1,
  knownFrom: '2025-02-01T00:00:00.000Z',
  ...given,
});
const step = (open: AlertChanged | undefined, evaluation: Evaluation) =>
  nextStep(open, evaluation, {
    id: evaluation.identity,
    occurrence: 1,
    recipients: [`REP.${evaluation.scope.unit}`],
    now: evaluation.knownFrom,
  })?.alert ?? open;

/** The alert about an overdue report after it was looked at in each of the states, in order. */
const overdueAlert = (
  { indicator, unit }: { indicator: string; unit: string },
  period: string,
  states: string[],
) =>
  states.reduce<AlertChanged | undefined>((open, state) => {
    const finding = state === 'late' ? 'breach' : state === 'received' ? 'clear' : 'between';
    return step(open, anEvaluation({ rule: overdue, finding, scope: { unit, indicator, period } }));
  }, undefined);

describe('what is planted into the demo, as scoring and notification find it', () => {
  it.each(planted.trends)('$indicator of $unit is $verdict within its family', ({ verdict, ...named }) => {
    const newest = scored.judged(named, '2024-12-01', over).at(-1);
    expect(newest?.trend.verdict).toBe(verdict);
  });

  it.each(planted.shifts)('$indicator of $unit has a new level from $from on', ({ from, ...named }) => {
    const newest = scored.judged(named, '2024-12-01', over).at(-1)!;
    const distances = newest.breaks.map((found) =>
      Math.abs(periodDistance(periodContaining(newest.period.rule, `${from}-28`), found)),
    );
    expect(Math.min(...distances)).toBeLessThanOrEqual(1);
  });

  it.each(planted.seasons)('$indicator of $unit has a season that its forecast takes out', (named) => {
    const values = new Map(scored.reportsOf(named).map(({ period, value }) => [period, value]));
    const inOrder = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
    expect(isSeasonal(Float64Array.from(inOrder), 12)).toBe(true);
  });

  it.each(planted.gaps)(
    '$indicator of $unit lacks $periods: late, and not from the value itself',
    ({ periods, ...named }) => {
      for (const period of periods) {
        expect(scored.obligationAt(named, period, over)).toBe('late');
        expect(overdueAlert(named, period, ['expected', 'late'])?.state).toBe('firing');
        const input = scored.inputOf(named, period, over);
        expect(input?.period).not.toBe(period);
      }
    },
  );

  it.each(planted.late)(
    '$indicator of $unit stands on an older value until $period comes',
    ({ period, ...named }) => {
      const came = scored.reportsOf(named).find((report) => report.period === period)!;
      const before = scored.inputOf(named, period, came.at - 1000);
      const after = scored.inputOf(named, period, came.at);
      expect(before?.period).not.toBe(period);
      expect(['stand-in', 'carried', 'missing']).toContain(before?.state);
      expect(after).toMatchObject({ state: 'present', period });
      const pastGrace = came.at > Date.parse(scored.graceEndOf(named.indicator, period)!);
      expect(before?.pastDue).toBe(pastGrace);
      expect(overdueAlert(named, period, [pastGrace ? 'late' : 'expected', 'received'])?.state).toBe(
        pastGrace ? 'resolved' : undefined,
      );
    },
  );

  it.each(planted.corrections)(
    '$indicator of $unit has another score once $period is corrected',
    ({ period, ...named }) => {
      const corrected = scored.reportsOf(named).find((report) => report.period === period && report.reason)!;
      const [before, after] = [corrected.at - 1000, corrected.at].map((at) =>
        scored.inputOf(named, period, at),
      );
      expect(before?.score).toBeDefined();
      expect(after?.score).not.toBe(before?.score);
      expect(after?.observations.find((one) => one.period === period)?.revision).toBe(1);
    },
  );

  it.each(planted.ratings)(
    '$component of $unit is $rating in the newest closed month',
    ({ unit, component, rating }) => {
      expect(scored.ratingOf(unit, component, CLOSED_MONTH, feed.liveAt - 60_000)).toBe(rating);
    },
  );

  it.each(planted.laterPlans)(
    '$indicator of $unit has a value and nothing to be held against yet',
    (named) => {
      const { indexes, trajectories } = scored.scoresOf(named.unit, CLOSED_MONTH, feed.liveAt);
      const inputs = indexes.flatMap(({ components }) => components.flatMap((component) => component.inputs));
      expect(inputs.find(({ indicator }) => indicator === named.indicator)?.score).toBeDefined();
      expect([...trajectories.keys()].filter((code) => code.startsWith(named.indicator))).toEqual([]);
    },
  );

  it.each(planted.alerts)(
    '$indicator of $unit warns, and the alert ends $ends',
    ({ ends, indicator, unit }) => {
      const rule = FIRST_RULES.find(
        (one): one is ThresholdRule => one.kind === 'threshold' && one.scope.indicator === indicator,
      )!;
      const evaluationOf = ({ period, value, reason, at }: Report) =>
        anEvaluation({
          rule,
          finding: thresholdFinding(rule, value),
          scope: { unit, indicator, period },
          value,
          corrects: reason !== undefined,
          cause: reason === undefined ? 'live' : 'correction',
          knownFrom: new Date(at).toISOString(),
        });
      const alerts = new Map<string, AlertChanged>();
      for (const report of scored.reportsOf({ indicator, unit }).filter(({ at }) => at >= feed.liveAt)) {
        const alert = step(alerts.get(report.period), evaluationOf(report));
        if (alert) alerts.set(report.period, alert);
      }
      const first = [...alerts.values()][0];
      expect(first).toMatchObject(
        ends === 'withdrawn' ? { state: 'resolved', withdrawn: true } : { state: 'firing' },
      );
      expect([...alerts.values()].every(({ state }) => state === first?.state)).toBe(true);
    },
  );
});
