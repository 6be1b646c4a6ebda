// How long `npm start` takes and what the running system costs. Run on a quiet machine, after a build:
//   node test/load/one-machine.mjs
// Prints a line a figure with its aim; exits 1 where one is missed.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds, nameOf, processesOf, pssMiB } from './processes.mjs';
import { figure, missedFigures, SystemPlace } from './started-system.mjs';

const place = await SystemPlace.made(process.env.CHISO_SEED ?? 'history');
const { folder } = place;

async function loaded() {
  const log = path.join(folder, 'logs/seed.log');
  while (!existsSync(log) || !/^history: \d+ values sent/m.test(readFileSync(log, 'utf8'))) await sleep(500);
}

async function idleShare(seconds) {
  const before = new Map(processesOf(folder).map((pid) => [pid, cpuSeconds(pid)]));
  await sleep(seconds * 1000);
  const used = [...before]
    .map(([pid, cpu]) => ({ pid, used: Math.max(0, cpuSeconds(pid) - cpu) }))
    .sort((a, b) => b.used - a.used);
  for (const { pid, used: cpu } of used.slice(0, 8))
    console.log(`    ${((100 * cpu) / seconds).toFixed(1)} % ${nameOf(pid)}`);
  return (100 * used.reduce((sum, each) => sum + each.used, 0)) / seconds;
}

try {
  const first = await place.start();
  figure('from an empty data folder to Ready', first.seconds, 's', 30);
  await loaded();
  await sleep(60_000);
  const sizes = processesOf(folder)
    .map((pid) => ({ pid, size: pssMiB(pid) }))
    .sort((a, b) => b.size - a.size);
  for (const { pid, size } of sizes.slice(0, 10)) console.log(`    ${size.toFixed(0)} MiB ${nameOf(pid)}`);
  figure(
    'memory of all processes (PSS), 60 s after the history is loaded',
    sizes.reduce((sum, each) => sum + each.size, 0),
    'MiB',
    1.6 * 1024,
  );
  figure('idle, mean of 60 s', await idleShare(60), '% of one core', 15);
  await first.stop();
  const second = await place.start();
  figure('second start to Ready', second.seconds, 's', 15);
  await second.stop();
} finally {
  place.remove();
}
process.exitCode = missedFigures() > 0 ? 1 : 0;
