// `node test/torture/far-behind.mjs --events 1000000`: how fast one process of scoring catches up, and in how much memory.
import { parseArgs } from 'node:util';
import { buildWhereNeeded } from '../../deploy/local/build.mjs';

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' } } });
await buildWhereNeeded(undefined, { page: false });
const { Stand } = await import('../system/failures/stand/stand.mjs');
const { Generator } = await import('../system/failures/stand/generator.mjs');
const { catchUp } = await import('../system/failures/faults/far-behind.mjs');
const { untilSettled } = await import('../system/failures/stand/settled.mjs');

const stand = await Stand.start();
try {
  const generator = new Generator({ gatewayUrl: stand.gatewayUrl, seed: 1 });
  await generator.prepare();
  await untilSettled(stand);
  const { behind, seconds, samples } = await catchUp(stand, Number(values.events));
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const most = (part) => Math.max(...part);
  console.log(
    `${behind} events in ${seconds.toFixed(1)} s, ${Math.round(behind / seconds)} a second; ` +
      `MiB at most: ${most(samples.slice(0, tenth))} in the first tenth, ${most(samples.slice(-tenth))} in the last, ${most(samples)} over all`,
  );
} finally {
  await stand.stop();
}
