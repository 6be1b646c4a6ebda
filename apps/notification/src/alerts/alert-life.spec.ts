import { type AlertChanged } from '#contracts';
import { FIRST_RULES } from '../rules/first-rules.js';
import { acknowledged, isOpen, nextStep } from './alert-life.js';
import { type Evaluation } from './evaluation.js';

const NOW = '2025-02-03T02:00:00.000Z';
const opening = { id: 'a1', occurrence: 1, recipients: ['REP.SXD'], now: NOW };

const found = (over: Partial<Evaluation> = {}): Evaluation => ({
  rule: FIRST_RULES[0]!,
  finding: 'breach',
  identity: 'task-on-time-low:SXD:TASK.ONTIME:2025-02',
  scope: { unit: 'SXD', indicator: 'TASK.ONTIME', period: '2025-02' },
  value: 52,
  threshold: 60,
  titles: { vi: 'vi', en: 'en' },
  corrects: false,
  cause: 'live',
  demo: false,
  catalogueVersion: 1,
  knownFrom: NOW,
  ...over,
});

const open = (): AlertChanged => nextStep(undefined, found(), opening)!.alert;

describe('the life of an alert', () => {
  it('opens for a live breach and tells the recipients of its rule', () => {
    const step = nextStep(undefined, found(), opening)!;
    expect(step).toMatchObject({
      tells: 'recipients',
      alert: { state: 'firing', transition: 'fired', value: 52, version: 1 },
    });
  });

  it.each(['backfill', 'rescore'] as const)('never opens for a breach by %s', (cause) => {
    expect(nextStep(undefined, found({ cause }), opening)).toBeUndefined();
  });

  it('does nothing when the same value comes again', () => {
    expect(nextStep(open(), found(), opening)).toBeUndefined();
  });

  it('is withdrawn when a correction takes the breach away, and those who were told hear of it', () => {
    const step = nextStep(
      open(),
      found({ finding: 'clear', value: 91, corrects: true, cause: 'correction' }),
      opening,
    )!;
    expect(step).toMatchObject({
      tells: 'told',
      alert: { state: 'resolved', transition: 'withdrawn', withdrawn: true, version: 2 },
    });
  });

  it('is resolved, not withdrawn, when a later value clears it', () => {
    const step = nextStep(open(), found({ finding: 'clear', value: 91 }), opening)!;
    expect(step.alert).toMatchObject({ state: 'resolved', transition: 'resolved' });
    expect(step.alert.withdrawn).toBeUndefined();
  });

  it('stays as it is between the firing and the clearing level', () => {
    expect(nextStep(open(), found({ finding: 'between', value: 62 }), opening)).toBeUndefined();
  });

  it('is revised when a correction leaves the breach with another value', () => {
    const step = nextStep(open(), found({ value: 55, corrects: true, cause: 'correction' }), opening)!;
    expect(step).toMatchObject({
      tells: 'told',
      alert: { state: 'firing', transition: 'revised-2', value: 55 },
    });
  });

  it('is acknowledged once, and stays open', () => {
    const seen = acknowledged(open(), 'HEAD.SXD', NOW)!;
    expect([seen.state, seen.acknowledgedBy, isOpen(seen)]).toEqual(['acknowledged', 'HEAD.SXD', true]);
    expect(acknowledged(seen, 'HEAD.SXD', NOW)).toBeUndefined();
  });
});
