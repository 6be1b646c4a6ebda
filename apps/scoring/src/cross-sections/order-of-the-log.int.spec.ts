import fc from 'fast-check';
import { type ObligationChanged, type ObservationRecorded } from '#contracts';
import { aScoring, finalStateOf } from '../../test/a-scoring.js';
import { anObligation, anObservation } from '../../test/builders.js';

type Event = { observation: ObservationRecorded } | { obligation: ObligationChanged };

const UNITS = ['STNMT', 'SXD', 'SCT'];
const PERIODS = ['2023-11', '2023-12', '2024-01', '2024-02', '2024-03'];
const RECORDED = { recordedAt: '2024-04-01T00:00:00.000Z' };

/** A log with corrections, conflicts, values that never came, and copies. */
const event: fc.Arbitrary<Event> = fc
  .record({
    unit: fc.constantFrom(...UNITS),
    period: fc.constantFrom(...PERIODS),
    indicator: fc.constantFrom('SVC.ONTIME', 'SVC.RETURN'),
    revision: fc.integer({ min: 0, max: 2 }),
    value: fc.integer({ min: 80, max: 99 }),
    cause: fc.constantFrom('live' as const, 'backfill' as const),
    isLate: fc.boolean(),
  })
  .map(({ isLate, revision, value, ...where }) =>
    isLate && revision === 0
      ? { obligation: anObligation({ ...where, ...RECORDED }) }
      : { observation: anObservation({ ...where, revision, value, ...RECORDED }) },
  );

/** Plays a log in slices of a size, stage 2 looking in between or only at the end. */
async function finalStateAfter(
  log: readonly Event[],
  sliceSize: number,
  looksBetween: boolean,
): Promise<string> {
  const scoring = await aScoring();
  try {
    for (let at = 0; at < log.length; at += sliceSize) {
      const slice = log.slice(at, at + sliceSize);
      await scoring.observe(slice.flatMap((each) => ('observation' in each ? each.observation : [])));
      await scoring.owe(slice.flatMap((each) => ('obligation' in each ? each.obligation : [])));
      if (looksBetween) await scoring.settle();
    }
    await scoring.settle();
    return await finalStateOf(scoring);
  } finally {
    await scoring.close();
  }
}

describe('The final state', () => {
  it('does not depend on order, repetition or splitting of the log', async () => {
    const logs = fc.array(event, { minLength: 5, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 12 }),
        async (log, keys, size) => {
          const other = [...log, ...log.slice(0, 5)]
            .map((each) => ({ each, key: keys.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);

          const batch = await finalStateAfter(log, log.length, false);

          expect(batch.length).toBeGreaterThan(0);
          expect(await finalStateAfter(other, size, true)).toBe(batch);
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  }, 240_000);
});
