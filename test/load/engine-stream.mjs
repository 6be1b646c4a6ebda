/**
 * `chiso trend` over a file of a million lines, and over a tenth of it: the memory must not grow with the file.
 *
 *   npm run build && npx node test/load/engine-stream.mjs [--lines 1000000] [--write]
 *
 * Ends with 1 where the larger file needs over 1.5 times the memory of the smaller one, or a series has no line. Linux:
 * the peak is read from /proc.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededGenerator } from '#scoring-engine';
import { machine, writePart } from './performance-page.mjs';

const POINTS = 40;
const ALLOWED = 1.5;
const COMMAND = path.resolve(import.meta.dirname, '../../apps/cli/bin/chiso.mjs');
const at = process.argv.indexOf('--lines');
const lines = at < 0 ? 1_000_000 : Number(process.argv[at + 1]);

/** Series of forty months that stand together. */
async function writeSeries(file, count) {
  const random = seededGenerator('engine-stream');
  const out = createWriteStream(file);
  out.write('series,period,value\n');
  for (let series = 0; series < count; series += 1) {
    const rows = Array.from({ length: POINTS }, (_, month) => {
      const id = `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
      return `s${series},${id},${(90 + 8 * random()).toFixed(2)}\n`;
    });
    if (!out.write(rows.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

const peakOf = (pid) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Lines printed, peak memory in MiB and seconds of one run. */
async function run(file) {
  const started = performance.now();
  const child = spawn(process.execPath, [COMMAND, 'trend', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let [printed, peak] = [0, 0];
  const watch = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 500);
  child.stdout.on('data', (chunk) => {
    for (const byte of chunk) if (byte === 10) printed += 1;
  });
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(3_600_000) });
  clearInterval(watch);
  if (code !== 0) throw new Error(`the command ended with ${code}`);
  return { printed, peak, seconds: (performance.now() - started) / 1000 };
}

const folder = mkdtempSync(path.join(tmpdir(), 'engine-stream-'));
try {
  const found = [];
  for (const count of [lines / 10, lines].map((all) => Math.floor(all / POINTS))) {
    const file = path.join(folder, `${count}.csv`);
    await writeSeries(file, count);
    found.push({ count, ...(await run(file)) });
  }
  const [small, large] = found;
  const table = [
    '| `chiso trend` | Peak memory | On the wall |',
    '|---|---|---|',
    ...found.map(
      ({ count, peak, seconds }) =>
        `| ${count * POINTS} lines, ${count} series | ${peak.toFixed(0)} MiB | ${seconds.toFixed(0)} s |`,
    ),
    '',
    `${machine()}.`,
  ];
  console.log(table.join('\n'));
  if (process.argv.includes('--write')) writePart('engine-stream.mjs', table);
  const isFlat = large.peak <= ALLOWED * small.peak;
  if (!isFlat || found.some(({ count, printed }) => printed !== count)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
