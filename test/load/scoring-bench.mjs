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
import { BenchInfrastructure, SETTINGS } from './job/infrastructure.mjs';
import { measureLatency, wholeMonths } from './job/latency.mjs';
import { ScoringJob } from './job/run-job.mjs';
import { machine } from './performance-page.mjs';
import { generate } from './peers/generator/generate.mjs';

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

const fixed = (value, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const spread = (values, digits) => {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[0], sorted[(sorted.length - 1) >> 1], sorted.at(-1)]
    .map((each) => fixed(each, digits))
    .join(' / ');
};
const quantile = (times, share) => times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1];

function say(name, figures, { compared, outputs }) {
  const { rate, secondHalf, wall, handledAfter, rss, cpu } = figures;
  const sent = Object.entries(outputs).map(([topic, count]) => `${count} ${topic}`);
  console.log(
    `${name}: ${fixed(rate)} events/s (second half ${fixed(secondHalf)}), handled after ${fixed(handledAfter, 2)} s, sent after ${fixed(wall, 2)} s, peak RSS ${fixed(rss)} MiB, CPU s/100k service ${fixed(cpu.service, 2)} + broker ${fixed(cpu.broker, 2)} + PostgreSQL ${fixed(cpu.database, 2)}; outputs ${sent.join(', ')}\n  verified, stored and sent: ${compared.join(', ')}; no dead letter`,
  );
}

function sayLatency({ score, rank }) {
  for (const [name, times, aims] of [
    ['score.changed', score, [15, 50]],
    ['rank.changed', rank, [40, 120]],
  ])
    if (times.length > 0)
      console.log(
        `one event alone to ${name}: p50 ${fixed(quantile(times, 0.5), 1)} ms (aim ${aims[0]}), p99 ${fixed(quantile(times, 0.99), 1)} ms (aim ${aims[1]}), largest ${fixed(Math.max(...times), 1)} ms, ${times.length} samples`,
      );
}

async function bench(infrastructure) {
  const events = generate({ n, units });
  const all = [];
  for (let run = 0; run < runs; run += 1) {
    const name = `run${run}`;
    const job = await ScoringJob.prepared({
      infrastructure,
      events,
      units,
      name,
      stages,
      processes,
      profile,
    });
    try {
      const figures = await job.run();
      say(`run ${run + 1}`, figures, await job.verify());
      all.push(figures);
      if (options.latency && run === runs - 1)
        sayLatency(
          await measureLatency({ client: job.client, units, months: wholeMonths(n, units), stages }),
        );
    } finally {
      await job.stop();
    }
  }
  return all;
}

await buildWhereNeeded(undefined, { page: false });
const infrastructure = await BenchInfrastructure.start();
try {
  const all = await bench(infrastructure);
  const of = (pick, digits = 0) => spread(all.map(pick), digits);
  console.log(
    `scoring, ${stages === 1 ? 'stage 1' : 'both stages'}, ${processes} process(es), ${fixed(all.length)} runs, min / median / max: events/s ${of(({ rate }) => rate)}, second half ${of(({ secondHalf }) => secondHalf)}, wall ${of(({ wall }) => wall, 2)} s, peak RSS ${of(({ rss }) => rss)} MiB, CPU s/100k ${of(({ cpu }) => cpu.service, 1)} + ${of(({ cpu }) => cpu.broker, 1)} + ${of(({ cpu }) => cpu.database, 1)}`,
  );
  console.log(machine(SETTINGS));
} finally {
  await infrastructure.stop();
}
