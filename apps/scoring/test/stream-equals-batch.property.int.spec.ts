import fc from 'fast-check';
import { testDatabase } from '#testing';
import { seededCatalogue } from './a-scoring.js';
import { beforeMerger, catalogueChanges, smallCatalogue } from './property/log-catalogue.js';
import { finalStateAfter } from './property/play-log.js';
import { streamEqualsBatch } from './property/stream-equals-batch.js';
import { openScoringDatabase } from './scoring-in-one-process.js';

/** A sample of what `npm run check:property` does a thousand times. */
const LOGS = 12;
/** The same logs in every run; the command draws others. */
const SEED = 11;
const LONGEST_MS = 110_000;

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
    try {
      await fc.assert(property, {
        numRuns: LOGS,
        seed: SEED,
        endOnFailure: true,
        interruptAfterTimeLimit: LONGEST_MS,
      });
    } finally {
      await database.close();
    }
  }, 240_000);
});
