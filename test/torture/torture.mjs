// `npm run torture -- --seed N --minutes M`: the system under load while a schedule drawn from the seed kills, stops,
// restarts, repeats, reorders and poisons; at the end everything is compared. Prints a row for docs/reliability.md; exit 1
// with the seed and where the logs lie when anything is lost, double or wrong.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildWhereNeeded } from '../../deploy/local/build.mjs';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, minutes: { type: 'string', default: '3' } },
});
const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
if (!Number.isInteger(seed) || !(minutes > 0)) {
  console.error('--seed takes a whole number, --minutes a number over 0');
  process.exit(2);
}

// What runs is imported once it is built.
await buildWhereNeeded(undefined, { page: false });
const { runTorture } = await import('./run-torture.mjs');
const { KINDS } = await import('./schedule.mjs');

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const { made, counts, rows, lost, double, wrong, mailsAgain, problem, logs } = await runTorture({
  seed,
  minutes,
  tell: console.log,
});
const faults = KINDS.map((kind) => made.get(kind) ?? 0);
console.log(
  `| commit | seed | minutes | ${KINDS.join(' | ')} | rows | events | lost | double | wrong | mails again |`,
);
console.log(
  `| ${[commit, seed, minutes, ...faults, rows, counts?.observations ?? '–', lost.length, double.length, wrong.length, mailsAgain ?? '–'].join(' | ')} |`,
);
for (const line of [...lost, ...double, ...wrong].slice(0, 30)) console.log(`  ${line.slice(0, 300)}`);
if (problem) console.log(`  ${problem}`);
const failed = lost.length + double.length + wrong.length > 0 || problem !== undefined;
if (failed) console.log(`seed ${seed} FAILED; logs: ${logs}`);
// All processes are stopped; a client of a broker that has crashed may still wait to try again.
process.exit(failed ? 1 : 0);
