/**
 * The baselines' job by the real scoring service: the generator's log as `observation.recorded`, on a durable PostgreSQL
 * and a Kafka of its own.
 *
 *   npm run build && npx node test/load/scoring-bench.mjs [--stage-1-only] [--events 200000] [--units 43] [--runs 3]
 *     [--processes 1] [--latency] [--cpu-prof DIR]
 *
 * The clock runs from the first record handed to the service until all are handled, the stored offsets are at the end and
 * the outbox is empty; with stage 2 until all that was touched has been looked at. A run whose result differs from the
 * plain computation ends it with an error.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhereNeeded } from '../../deploy/local/build.mjs';
import { fixed, quantile, spread } from './figures.mjs';
import { benchScoring } from './job/bench-scoring.mjs';
import { SETTINGS } from './job/infrastructure.mjs';
import { machine } from './performance-page.mjs';

const { values: options } = parseArgs({
  options: {
    'stage-1-only': { type: 'boolean', default: false },
    events: { type: 'string', default: '200000' },
    units: { type: 'string', default: '43' },
    runs: { type: 'string', default: '3' },
    processes: { type: 'string', default: '1' },
    latency: { type: 'boolean', default: false },
    'cpu-prof': { type: 'string' },
  },
});
const [n, units, runs, processes] = ['events', 'units', 'runs', 'processes'].map((name) =>
  Number(options[name]),
);
const stages = options['stage-1-only'] ? 1 : 2;
const profile = options['cpu-prof'] && path.resolve(options['cpu-prof']);

function say({ rate, secondHalf, wall, handledAfter, rss, cpu }, { compared, outputs }) {
  const sent = Object.entries(outputs).map(([topic, count]) => `${count} ${topic}`);
  console.log(
    `${fixed(rate)} events/s (second half ${fixed(secondHalf)}), handled after ${fixed(handledAfter, 2)} s, sent after ${fixed(wall, 2)} s, peak RSS ${fixed(rss)} MiB, CPU s/100k service ${fixed(cpu.service, 2)} + broker ${fixed(cpu.broker, 2)} + PostgreSQL ${fixed(cpu.database, 2)}; outputs ${sent.join(', ')}\n  verified, stored and sent: ${compared.join(', ')}; no dead letter`,
  );
}

function sayLatency(name, times, aims) {
  if (times.length === 0) return;
  const [p50, p99] = [0.5, 0.99].map((share) => fixed(quantile(times, share), 1));
  const largest = fixed(Math.max(...times), 1);
  console.log(
    `one event alone to ${name}: p50 ${p50} ms (aim ${aims[0]}), p99 ${p99} ms (aim ${aims[1]}), largest ${largest} ms, ${times.length} samples`,
  );
}

await buildWhereNeeded(undefined, { page: false });
const { latency } = options;
const found = await benchScoring({ n, units, runs, stages, processes, latency, profile, onRun: say });
sayLatency('score.changed', found.latency.score, [15, 50]);
sayLatency('rank.changed', found.latency.rank, [40, 120]);
const of = (pick, digits = 0) => spread(found.runs.map(pick), digits);
console.log(
  `scoring, ${stages === 1 ? 'stage 1' : 'both stages'}, ${processes} process(es), ${runs} run(s), min / median / max: events/s ${of(({ rate }) => rate)}, second half ${of(({ secondHalf }) => secondHalf)}, wall ${of(({ wall }) => wall, 2)} s, peak RSS ${of(({ rss }) => rss)} MiB, CPU s/100k ${of(({ cpu }) => cpu.service, 1)} + ${of(({ cpu }) => cpu.broker, 1)} + ${of(({ cpu }) => cpu.database, 1)}`,
);
console.log(machine(SETTINGS));
