import { type ObservationRecorded, unpacked } from '#contracts';
import { periodOf } from '#periods';
import { DemoFeed } from '../../../deploy/seed/demo/feed.mjs';
import { rowOf } from '../../../deploy/seed/demo/rows.mjs';
import { aScoring, seededCatalogue } from '../../../apps/scoring/test/a-scoring.js';
import { anObligation, anObservation, aPlan } from '../../../apps/scoring/test/builders.js';
import { heldOnTo } from '../../../apps/scoring/test/overlap.js';
import { entriesOf, type ScoringInOneProcess } from '../../../apps/scoring/test/scoring-in-one-process.js';
import { comparisonsOf } from './compare.mjs';
import { Log } from './log.mjs';

const UNITS = new Set(['VPUB', 'STNMT', 'SXD', 'H164', 'TN']);
const SLICE = 97;

/** A year and a month of the demo feed for a few units, as ingestion would record it, every seventh value live. */
function recorded({ catalogue }: ScoringInOneProcess): ObservationRecorded[] {
  const revisions = new Map<string, number>();
  const reports = new DemoFeed({ until: '2025-02-28' }).reportsEndingIn('2023-12-01', '2024-12-31');
  return reports
    .filter(({ unit }) => UNITS.has(unit))
    .map((report, at) => {
      const row = rowOf(report);
      const rule = catalogue.history('indicator', row.indicator).at(-1)!.attributes.periodRule;
      const { lastDay } = periodOf(rule, row.period);
      const answers = row.unit === 'TN' ? catalogue.answeringUnit(row.indicator, 'TN', lastDay) : undefined;
      const key = `${row.indicator}|${row.unit}|${row.period}`;
      const revision = (revisions.get(key) ?? -1) + 1;
      revisions.set(key, revision);
      const { reason: _reason, ...values } = row;
      const cause = at % 7 === 0 ? 'live' : 'backfill';
      return anObservation({
        ...values,
        scoredUnit: answers ?? row.unit,
        revision,
        cause,
      });
    });
}

describe('What the stream gives', () => {
  it('equal a batch computation of the whole log', async () => {
    // Until August two editions of unit scores hold, and every score and ranking is there under both.
    const catalogue = heldOnTo(seededCatalogue(), 'LEAD-2021', '2024-08');
    const scoring = await aScoring(catalogue);
    const log = new Log();
    for (const entry of entriesOf(catalogue, 1)) log.take('catalogue.v1', entry);
    const observations = recorded(scoring);
    const late = anObligation({ indicator: 'SVC.SATIS', unit: 'STNMT', period: '2025-01' });
    const plan = aPlan(96, { unit: 'SXD' });
    for (let at = 0; at < observations.length; at += SLICE) {
      await scoring.observe(observations.slice(at, at + SLICE));
      if (at % (5 * SLICE) === 0) await scoring.settle();
    }
    await scoring.owe([late]);
    await scoring.plan([plan]);
    await scoring.settle();
    for (const observation of observations) log.take('observation.recorded.v1', observation);
    log.take('obligation.changed.v1', late);
    log.take('plan.recorded.v1', plan);
    for (const { topic, value } of await scoring.database.query<{ topic: string; value: string }>(
      `SELECT topic, value FROM outbox ORDER BY id`,
    ))
      log.take(topic.slice('chiso.'.length), JSON.parse(unpacked(value)));
    await scoring.close();

    const comparisons = comparisonsOf(log);

    expect(comparisons.flatMap(({ different }) => different)).toEqual([]);
    const compared = Object.fromEntries(comparisons.map(({ name, compared: count }) => [name, count]));
    expect(compared['scores']).toBeGreaterThan(1000);
    expect(compared['trends']).toBeGreaterThan(1000);
    expect(compared['ratings']).toBeGreaterThan(1000);
    expect(compared['ranks']).toBeGreaterThan(100);
    expect(compared['forecasts']).toBeGreaterThan(20);
    const older = [...log.scores.keys()].filter((key) => key.includes('@LEAD-2021'));
    expect(older.length).toBeGreaterThan(300);
  }, 300_000);
});
