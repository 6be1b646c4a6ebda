// @ts-check
// `npm run check:property [-- --logs 1000] [--seed N] [--through kafka] [--whole]`: does a stream of any order, with copies, in
// pieces, end where the batch ends? In one process through scoring's real use cases and stores on a real PostgreSQL, or
// through the scoring service and Kafka. Prints the seed; the same seed draws the same logs. Exit 1 where one differs, after making that
// log as small as it goes; with --whole at once.
import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { catalogueDrafts } from '../../../deploy/seed/catalogue/catalogue.mjs';
import { startTestStack } from '../../stack/test-stack.mjs';

const TEST = '../../../dist/apps/scoring/test';
const { beforeMerger, catalogueChanges, smallCatalogue } = await import(`${TEST}/property/log-catalogue.js`);
const { streamEqualsBatch } = await import(`${TEST}/property/stream-equals-batch.js`);

const { values } = parseArgs({
  options: {
    logs: { type: 'string' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    through: { type: 'string', default: 'process' },
    path: { type: 'string' },
    whole: { type: 'boolean', default: false },
  },
});
const players = { process: './in-one-process.mjs', kafka: './through-kafka.mjs' };
const logs = Number(values.logs ?? (values.through === 'kafka' ? 20 : 1000));
const seed = Number(values.seed);
if (!(values.through in players) || !Number.isInteger(logs) || !Number.isInteger(seed)) {
  console.error('check:property [--logs N] [--seed N] [--through process|kafka] [--whole] [--path PATH]');
  process.exit(2);
}

const stack = await startTestStack();
const catalogue = smallCatalogue(catalogueDrafts());
const { open } = await import(players[/** @type {keyof typeof players} */ (values.through)]);
const player = await open(stack, beforeMerger(catalogue));
console.log(`seed ${seed}, ${logs} logs, ${values.through}`);
const from = performance.now();
let played = 0;
const property = streamEqualsBatch(
  { changes: catalogueChanges(catalogue) },
  async (/** @type {unknown} */ delivery) => {
    const state = await player.play(delivery);
    played += 1;
    if (played % 200 === 0)
      console.log(`${played / 2} logs, ${((performance.now() - from) / 1000).toFixed(0)} s`);
    return state;
  },
);
try {
  const result = await fc.check(property, {
    numRuns: logs,
    seed,
    ...(values.path === undefined ? {} : { path: values.path }),
    endOnFailure: values.whole,
  });
  const { failed, numRuns, numShrinks, counterexamplePath, errorInstance } = result;
  const seconds = ((performance.now() - from) / 1000).toFixed(0);
  console.log(`${numRuns} logs, ${failed ? 'one differs' : 'none differs'}, ${seconds} s`);
  if (failed) {
    console.log(`again with --seed ${seed} --path ${counterexamplePath} (${numShrinks} times made smaller)`);
    console.log(
      errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance),
    );
    process.exitCode = 1;
  }
} finally {
  await player.close();
  await stack.stop();
}
