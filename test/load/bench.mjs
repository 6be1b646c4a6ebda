/**
 * The benchmarks with their peers, one after the other; the table of docs/performance.md.
 *
 *   npm run bench                    all parts
 *   npm run bench -- job live        these parts
 *   … --events 20000 --units 4 --runs 1      smaller, to see that it works; nothing is written then
 *
 * Each part is one run in which every figure stands beside its baseline. What a part found is kept in `.cache/bench`, and
 * the table is made of the newest run of each part. Ends with 1 where a part fails, not where an aim is missed: the table
 * says so.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhereNeeded } from '../../deploy/local/build.mjs';
import { table } from './figures.mjs';
import { ceilings } from './parts/ceilings.mjs';
import { intake, relay } from './parts/delivery.mjs';
import { history } from './parts/history.mjs';
import { job } from './parts/job.mjs';
import { live } from './parts/live.mjs';
import { processes } from './parts/processes.mjs';
import { machine, writePart } from './performance-page.mjs';

const PARTS = [job, ceilings, processes, history, intake, relay, live];
const FULL = { events: '200000', units: '43', runs: '3' };
const KEPT = path.resolve(import.meta.dirname, '../../.cache/bench/results.json');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(
    Object.entries(FULL).map(([name, value]) => [name, { type: 'string', default: value }]),
  ),
});
const size = Object.fromEntries(Object.keys(FULL).map((name) => [name, Number(options[name])]));
const isFull = Object.entries(FULL).every(([name, value]) => options[name] === value);
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(', ')}; there are ${PARTS.map(({ name }) => name).join(', ')}`);
const wanted = PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

const cellsOf = ({ what, figure, aim, reached }) => [
  what,
  figure,
  aim === undefined ? '' : reached ? aim : `${aim}: **not reached**`,
];

const linesOf = (results) => [
  ...table(
    ['What', 'Figure', 'At least'],
    results.flatMap(({ rows }) => rows.map(cellsOf)),
  ),
  ...results.flatMap(({ name, details = [], machine: on, settings }) => [
    '',
    `\`${name}\`: ${on}; ${settings}.`,
    ...(details.length > 0 ? ['', ...details] : []),
  ]),
];

const kept = isFull && existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : {};
await buildWhereNeeded(undefined, { page: false });
for (const { name, run } of wanted) {
  console.error(`— ${name}`);
  try {
    const on = machine();
    kept[name] = { name, machine: on, ...(await run(size)) };
    console.log(linesOf([kept[name]]).join('\n'));
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name} failed:`, error);
    continue;
  }
  if (!isFull) continue;
  mkdirSync(path.dirname(KEPT), { recursive: true });
  writeFileSync(KEPT, JSON.stringify(kept));
  writePart('bench.mjs', linesOf(PARTS.flatMap((part) => kept[part.name] ?? [])));
}
