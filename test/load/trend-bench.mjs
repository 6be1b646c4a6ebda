/**
 * Mann–Kendall test with Sen's slope over 100,000 series of 36 points, against pymannkendall's original_test on the
 * same series in the same run, in turns so that both meet the same noise of the machine, by processor time.
 *
 *   npm run build && npx node test/load/trend-bench.mjs [--series 100000] [--write]
 *
 * Installs pymannkendall into a virtual environment of its own in the temporary folder. Ends with 1 where the
 * engine is under 30 times as fast, without or with the 95 % interval, or where the sums of the results differ.
 * `--write` puts the figures into docs/performance.md.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { machine, writePart } from './performance-page.mjs';
import { mannKendall, normalQuantile, seededGenerator, senSlope, trendOf } from '#scoring-engine';

const POINTS = 36;
const ROUNDS = 5;
const FACTOR = 30;
const PACKAGE = 'pymannkendall==1.4.3';

const at = process.argv.indexOf('--series');
const total = at < 0 ? 100_000 : Number(process.argv[at + 1]);
const perRound = Math.floor(total / ROUNDS);
const indexes = Float64Array.from({ length: POINTS }, (_, index) => index);

function makeSeries() {
  const random = seededGenerator('trend-bench', total);
  return Float64Array.from({ length: total * POINTS }, () => normalQuantile(random() + 2 ** -34));
}

function row(values, number) {
  return values.subarray(number * POINTS, (number + 1) * POINTS);
}

const engine = {
  'without the interval': (values) => {
    const { s } = mannKendall(values);
    return [s, senSlope(indexes, values).slope];
  },
  'with the 95 % interval': (values) => {
    const { s, varS } = mannKendall(values);
    return [s, senSlope(indexes, values, { confidence: 0.95, varS }).slope];
  },
  'whole trend, pre-whitened verdict too': (values) => {
    const points = Array.from(values, (value, index) => ({ index, value }));
    const { s, slope } = trendOf(points, { direction: 'up', confidence: 0.95, threshold: 0 });
    return [s, slope];
  },
};

/** Seconds and sums of one method over some of the series. */
function timeEngine(method, values, first, count) {
  const sums = [0, 0];
  const started = process.cpuUsage();
  for (let number = first; number < first + count; number += 1) {
    const [s, slope] = method(row(values, number));
    sums[0] += s;
    sums[1] += slope;
  }
  const { user, system } = process.cpuUsage(started);
  return { seconds: (user + system) / 1e6, sums };
}

/** A Python with pymannkendall, or the sentence that says why there is none. */
function installPython(folder) {
  const venv = join(folder, 'venv');
  const made = spawnSync('python3', ['-m', 'venv', venv], { encoding: 'utf8' });
  if (made.error || made.status !== 0) return { skip: 'Python 3 with venv is not on this machine' };
  const python = join(venv, 'bin', 'python');
  const installed = spawnSync(python, ['-m', 'pip', 'install', '--quiet', PACKAGE], { encoding: 'utf8' });
  if (installed.status !== 0) return { skip: `pip could not install ${PACKAGE}` };
  return { python };
}

async function startPython(python, file) {
  const script = join(import.meta.dirname, 'trend-bench.py');
  const child = spawn(python, [script, file, String(POINTS)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: version } = await lines.next();
  return {
    version,
    async time(first, count) {
      child.stdin.write(`${first} ${count}\n`);
      const { value } = await lines.next();
      const [seconds, s, slope] = value.split(' ').map(Number);
      return { seconds, sums: [s, slope] };
    },
    stop: () => child.stdin.end(),
  };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function agrees(ours, theirs) {
  return ours.sums[0] === theirs.sums[0] && Math.abs(ours.sums[1] - theirs.sums[1]) < 1e-6;
}

async function compare(values, peer) {
  const names = Object.keys(engine);
  const seconds = Object.fromEntries(names.map((name) => [name, []]));
  const theirs = [];
  let equal = true;
  for (const name of names) timeEngine(engine[name], values, 0, Math.min(perRound, 5000));
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = round * perRound;
    const python = await peer?.time(first, perRound);
    if (python) theirs.push(python.seconds);
    for (const name of names) {
      const ours = timeEngine(engine[name], values, first, perRound);
      seconds[name].push(ours.seconds);
      if (python && !agrees(ours, python)) equal = false;
    }
  }
  return { seconds, theirs, equal };
}

function report({ seconds, theirs, equal }, peer) {
  const micro = (list) => (median(list) / perRound) * 1e6;
  const times = (list) => micro(theirs) / micro(list);
  const factors = Object.values(seconds).map(times);
  const lines = [
    '| Mann–Kendall and Sen, µs a series of 36 points | Processor time | Times as fast |',
    '|---|---|---|',
    ...(peer ? [`| ${PACKAGE} \`original_test\` | ${micro(theirs).toFixed(1)} | 1 |`] : []),
    ...Object.entries(seconds).map(
      ([name, list]) =>
        `| engine, ${name} | ${micro(list).toFixed(1)} | ${peer ? times(list).toFixed(0) : 'no peer'} |`,
    ),
    '',
    `${perRound * ROUNDS} series, medians of ${ROUNDS} rounds in turns; ${equal ? 'S and slopes add up to the same' : 'the results differ'}.`,
    '',
    `${peer ? machine(peer.version) : machine()}.`,
  ];
  console.log(lines.join('\n'));
  if (process.argv.includes('--write')) writePart('trend-bench.mjs', lines);
  if (!equal || factors.some((factor) => factor < FACTOR)) process.exitCode = 1;
}

const folder = mkdtempSync(join(tmpdir(), 'trend-bench-'));
try {
  const values = makeSeries();
  const { python, skip } = installPython(folder);
  if (skip) console.log(`No comparison: ${skip}.`);
  const file = join(folder, 'series.f64');
  writeFileSync(file, values);
  const peer = python && (await startPython(python, file));
  report(await compare(values, peer), peer);
  peer?.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
