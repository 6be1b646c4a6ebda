/**
 * Three costs of the scoring engine on one core, in turns in one process so that all meet the same noise:
 * a unit's full rescore after one observation, the whole history in batch, ten thousand Monte Carlo draws.
 *
 *   npm run build && npx node test/load/engine-bench.mjs [--write]
 *
 * Ends with 1 where the median of the processor time is over its limit: 1 ms, 2 s, 2 s. `--write` puts the figures into docs/performance.md.
 */
import { history } from './engine-history.mjs';
import { rescore } from './engine-rescore.mjs';
import { uncertainty } from './engine-uncertainty.mjs';
import { machine, writePart } from './performance-page.mjs';

const ROUNDS = 5;
const OBSERVATIONS = 400;
const DRAWS = 10_000;
const DECOMPOSED = 'Thai Nguyen';

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const ms = (value) => `${value.toFixed(value < 10 ? 3 : 0)} ms`;

/** Processor time of all threads, garbage collection among them, beside the time on the wall. */
function measured(work, times = 1) {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const result = work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1000 / times, wall: (performance.now() - wall) / times, result };
}

const work = {
  rescore: () => measured(() => rescore(OBSERVATIONS), OBSERVATIONS),
  history: () => measured(history),
  ranks: () => measured(() => uncertainty(DRAWS)),
  factors: () => measured(() => uncertainty(DRAWS, DECOMPOSED)),
};
const runs = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
work.rescore();
for (let round = 0; round < ROUNDS; round += 1)
  for (const [name, run] of Object.entries(work)) runs[name].push(run());

const cpu = (name) => median(runs[name].map((run) => run.cpu));
const wall = (name) => median(runs[name].map((run) => run.wall));
const rows = [
  ['rescore', 'rescore after one observation, 60 months × 30 indicators', 1],
  ['history', 'whole history: 63 provinces, PCI and PAPI', 2000],
  ['ranks', '10,000 draws, 63 provinces × 10 components: rank intervals', 2000],
];
const { counts } = runs.history[0].result;
const steps = Object.keys(counts).map((step) => `${counts[step]} ${step}`);
const of = (part) => median(runs.rescore.map(({ result }) => median(result[part])));
const table = [
  '| What | Processor time | On the wall | Limit |',
  '|---|---|---|---|',
  ...rows.map(([name, what, limit]) => `| ${what} | ${ms(cpu(name))} | ${ms(wall(name))} | ${limit} ms |`),
  '',
  `Medians of ${ROUNDS} rounds, in turns. The limit is for one core, so it is held against processor time (garbage collection counts); the wall shows how busy the machine was. Of a rescore, the scores of month and quarter with their contributions take ${ms(of('ofScores'))}, trend, change points, alarms and 60 ratings of the indicator ${ms(of('ofJudgements'))}. The history gives ${steps.join(', ')}. With Sobol's indices of one province for its twelve factors the draws take ${ms(cpu('factors'))}.`,
  '',
  `${machine()}.`,
];
console.log(table.join('\n'));
if (process.argv.includes('--write')) writePart('engine-bench.mjs', table);
if (rows.some(([name, , limit]) => cpu(name) > limit)) process.exitCode = 1;
