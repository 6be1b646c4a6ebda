// Long logs: a consumer that is a million events behind, and a history ten times as long.
import { fixed, row } from '../figures.mjs';
import { BenchInfrastructure, SETTINGS } from '../job/infrastructure.mjs';
import { ScoringJob } from '../job/run-job.mjs';
import { generate } from '../peers/generator/generate.mjs';
import { INDICATORS, WINDOW } from '../peers/generator/maths.mjs';

const YEARS_LATER = 100;
const SHARE = 0.1;
const IDLE_SECONDS = 45;
const LARGEST_IDLE = 200;
const GROWN = 1.1;

/** Processor time (scoring, broker, database) and events a second between two counts of handled events. */
function costBetween(samples, from, to) {
  const at = (count) => samples.find(({ handled }) => handled >= count) ?? samples.at(-1);
  const [begin, end] = [at(from), at(to)];
  const events = end.handled - begin.handled;
  return {
    cpu: ((end.used - begin.used) * 100_000) / events,
    rate: (events * 1000) / (end.at - begin.at),
  };
}

const inWords = ({ cpu, rate }) => `${fixed(cpu, 1)} CPU s/100k at ${fixed(rate)} events/s`;
const change = (before, after) => after.cpu / before.cpu - 1;
const signed = (share) => `${share < 0 ? '−' : '+'}${fixed(Math.abs(100 * share), 1)} %`;

/** Runs a log through stage 1 and gives what `look` makes of its figures. */
async function played({ n, units, name }, look) {
  const infrastructure = await BenchInfrastructure.start();
  try {
    console.error(`${name}: ${fixed(n)} values of ${units} units …`);
    const events = generate({ n, units });
    const job = await ScoringJob.prepared({ infrastructure, events, units, name, laterBy: YEARS_LATER });
    try {
      const figures = await job.run();
      await job.verify({ sent: false });
      return await look({ figures, job, total: events.length });
    } finally {
      await job.stop();
    }
  } finally {
    await infrastructure.stop();
  }
}

/** Windows are full before the part that counts begins: a trend of four points costs less than one of sixty. */
async function catchUp({ events, units }) {
  const filling = WINDOW * units * INDICATORS;
  const late = events * 5;
  const { first, last, rate } = await played(
    { n: filling + late, units, name: 'catchup' },
    ({ figures: { samples }, total }) => {
      const part = (SHARE * total * late) / (filling + late);
      const begin = (total * filling) / (filling + late);
      return {
        first: costBetween(samples, begin, begin + part),
        last: costBetween(samples, total - part, total),
        rate: costBetween(samples, begin, total).rate,
      };
    },
  );
  const grown = change(first, last);
  return row(
    `catch-up over ${fixed(late)} values, the last tenth against the first`,
    `${signed(grown)}: ${inWords(first)}, then ${inWords(last)}; ${fixed(rate)} events/s over all`,
    'within 10 %',
    Math.abs(grown) <= SHARE,
  );
}

/** The same further values behind a history of so many months. */
function behind(months, { further, units }) {
  const n = (months + further) * units * INDICATORS;
  return played({ n, units, name: `months${months}` }, async ({ figures, job, total }) => ({
    cost: costBetween(figures.samples, (total * months) / (months + further), total),
    rss: figures.rss,
    idle: await job.idleMemory(IDLE_SECONDS),
  }));
}

async function run({ events, units }) {
  const small = {
    units: Math.max(1, Math.round(units / 5)),
    further: Math.max(5, Math.round(events / 4000)),
  };
  const months = Math.max(6, Math.round(events / 3333));
  const short = await behind(months, small);
  const long = await behind(10 * months, small);
  const grown = change(short.cost, long.cost);
  const memory = long.rss / short.rss;
  const idle = Math.max(short.idle, long.idle);
  return {
    rows: [
      await catchUp({ events, units }),
      row(
        `history of ${10 * months} months against one of ${months}, cost of the next values`,
        `${signed(grown)}: ${inWords(short.cost)}, then ${inWords(long.cost)}`,
        'within 20 %',
        Math.abs(grown) <= 0.2,
      ),
      row(
        'peak memory (RSS) of the scoring process with the history ten times as long',
        `${fixed(short.rss)} MiB, then ${fixed(long.rss)} MiB`,
        'flat (within 10 %)',
        memory <= GROWN,
      ),
      row(
        'memory (RSS) of the scoring process, idle',
        `${fixed(idle)} MiB`,
        `${LARGEST_IDLE} MiB`,
        idle <= LARGEST_IDLE,
      ),
    ],
    details: [
      `Cost is the processor time of scoring, broker and PostgreSQL together. History and memory: ${small.units} units × ${INDICATORS} indicators; idle is a process started on that history, after ${IDLE_SECONDS} s without work.`,
    ],
    settings: SETTINGS,
  };
}

export const history = { name: 'history', run };
