import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { testDatabase } from '#testing';
import { seededCatalogue } from './a-scoring.js';
import { beforeMerger, catalogueChanges, smallCatalogue } from './property/log-catalogue.js';
import { finalStateAfter } from './property/play-log.js';
import { streamEqualsBatch } from './property/stream-equals-batch.js';
import { openScoringDatabase } from './scoring-in-one-process.js';

/** A sample of what `npm run check:property` does a thousand times: as many as a minute gives, others in each run. */
const MOST_LOGS = 200;
const LONGEST_MS = 60_000;
const FEWEST_LOGS = 10;

describe('Everything that scoring says at last', () => {
  it('is the same byte for byte for a log as a batch and as a stream in any order, with copies, in pieces', async () => {
    const { url } = await testDatabase({
      name: 'scoring',
      migrate: async (databaseUrl) => (await openScoringDatabase(databaseUrl)).close(),
    });
    const database = await openScoringDatabase(url);
    const small = smallCatalogue(seededCatalogue());
    const property = streamEqualsBatch({ changes: catalogueChanges(small) }, (delivery) =>
      finalStateAfter(database, beforeMerger(small), delivery),
    );
    const seed = randomInt(2 ** 31);
    process.stdout.write(
      `stream equals batch: npm run check:property -- --seed ${seed} plays these logs again\n`,
    );
    try {
      const { failed, numRuns, counterexamplePath, errorInstance } = await fc.check(property, {
        numRuns: MOST_LOGS,
        seed,
        endOnFailure: true,
        interruptAfterTimeLimit: LONGEST_MS,
      });
      process.stdout.write(`stream equals batch: ${numRuns} logs of seed ${seed}\n`);
      const again = `npm run check:property -- --seed ${seed} --path ${counterexamplePath} --whole`;
      if (failed && counterexamplePath !== null) throw new Error(`${again}\n${String(errorInstance)}`);
      expect(numRuns).toBeGreaterThanOrEqual(FEWEST_LOGS);
    } finally {
      await database.close();
    }
  }, 240_000);
});
