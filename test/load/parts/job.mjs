// The peers' job: Kafka Streams, an ordinary Nest service and the hand-written whole beside the real scoring service.
import path from 'node:path';
import { fixed, median, quantile, quantileRow, row, spread, table } from '../figures.mjs';
import { benchScoring } from '../job/bench-scoring.mjs';
import { SETTINGS } from '../job/infrastructure.mjs';
import { runProgram } from './run-program.mjs';

const PEERS = path.resolve(import.meta.dirname, '../peers');
const LARGEST_RSS = 450;
/** A tenth of the job with windows and cells as large: it takes as long as all the others together. */
const NEST = { events: 20_000, units: 4 };

const CPU = ['service', 'broker', 'database'];

function peer(name, { events, units, runs }, env = {}) {
  console.error(`${name} …`);
  const size = { PEER_EVENTS: String(events), PEER_UNITS: String(units), PEER_RUNS: String(runs) };
  return runProgram(path.join(PEERS, name, 'run.mjs'), { env: { ...size, ...env } });
}

function detail(name, { events, runs, latency }) {
  const of = (pick, digits = 0) => spread(runs.map(pick), digits);
  const cpu = CPU.map((part) => fixed(median(runs.map((each) => each.cpu[part])), 1)).join(' + ');
  const outputs = Object.entries(runs.at(-1).outputs).filter(([, count]) => count > 0);
  const sent = outputs.map(([topic, count]) => `${fixed(count)} ${topic}`).join(', ');
  const alone =
    latency.length === 0 ? '' : [0.5, 0.99].map((share) => fixed(quantile(latency, share), 1)).join(' / ');
  return [
    name,
    fixed(events),
    of(({ rate }) => rate),
    of(({ secondHalf }) => secondHalf),
    of(({ rss }) => rss),
    cpu,
    sent,
    alone,
  ];
}

const rateOf = ({ runs }) => median(runs.map(({ rate }) => rate));
const percent = (share) => `${fixed(100 * share)} %`;

function comparisons({ eos, nest, whole, first, both }) {
  const rate = rateOf(first);
  const ours = `${fixed(rate)} events/s`;
  const [overStreams, overNest, overWhole] = [eos, nest, whole].map((other) => rate / rateOf(other));
  const withStage2 = rateOf(both) / rate;
  return [
    row(
      'the job, stage 1, against Kafka Streams exactly-once',
      `${ours}, ${fixed(overStreams, 2)} ×`,
      '1.5 ×',
      overStreams >= 1.5,
    ),
    row('against an ordinary Nest service', `${fixed(overNest, 1)} ×`, '80 ×', overNest >= 80),
    row('against the hand-written whole', percent(overWhole), '70 %', overWhole >= 0.7),
    row(
      'with stage 2 on, against stage 1 alone',
      `${fixed(rateOf(both))} events/s, ${percent(withStage2)}`,
      '50 %',
      withStage2 >= 0.5,
    ),
  ];
}

async function run({ events, units, runs }) {
  const size = { events, units, runs };
  const eos = await peer('kafka-streams', size);
  const folded = await peer('kafka-streams', size, { FOLD: '1' });
  const nest = await peer('nest-naive', {
    events: Math.min(NEST.events, events),
    units: Math.min(NEST.units, units),
    runs,
  });
  const whole = await peer('raw-all', size);
  const ours = { n: events, units, runs, latency: true };
  const onRun = ({ rate }) => console.error(`chiso: ${fixed(rate)} events/s, verified`);
  const first = await benchScoring({ ...ours, stages: 1, onRun });
  const both = await benchScoring({ ...ours, stages: 2, onRun });
  const rss = Math.max(...[first, both].flatMap((each) => each.runs.map((one) => one.rss)));
  const rows = [
    ...comparisons({ eos, nest, whole, first, both }),
    quantileRow('one event alone to `score.changed`, p50 / p99', first.latency.score, [0.5, 0.99], [15, 50]),
    quantileRow('one event alone to `rank.changed`, p50 / p99', both.latency.rank, [0.5, 0.99], [40, 120]),
    row(
      'peak memory (RSS) of the scoring process under the job',
      `${fixed(rss)} MiB`,
      `${LARGEST_RSS} MiB`,
      rss <= LARGEST_RSS,
    ),
  ];
  const head = [
    'The job by',
    'events',
    'events/s',
    'second half',
    'peak RSS, MiB',
    'CPU s/100k: itself + broker + PostgreSQL',
    'sent in a run',
    'one event alone, p50 / p99, ms',
  ];
  const lines = table(head, [
    detail('Kafka Streams, exactly once', eos),
    detail('Kafka Streams, exactly once, outputs folded per 100 ms', folded),
    detail('an ordinary Nest service', nest),
    detail('the hand-written whole', whole),
    detail('chiso, stage 1', { ...first, latency: first.latency.score }),
    detail('chiso, both stages (one event: to `rank.changed`)', { ...both, latency: both.latency.rank }),
  ]);
  return { rows, details: [...lines, '', verifiedIn(first)], settings: SETTINGS };
}

const verifiedIn = ({ runs }) =>
  `Smallest / **median** / largest of the runs. The clock runs from the first record handed over until all are handled, stored and sent. Each run is compared with the generator's plain computation and ends the bench where it differs; of chiso: ${runs[0].compared.join(', ')}.`;

export const job = { name: 'job', run };
