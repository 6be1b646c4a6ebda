// docs/performance.md: each benchmark writes its own part of the page, with the machine that it ran on.
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PAGE = path.resolve(import.meta.dirname, '../../docs/performance.md');

/** The machine and the versions that a figure was taken on. */
export function machine(...others) {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const load = os.loadavg()[0].toFixed(1);
  return [
    `${os.availableParallelism()} cores (${cpu?.model.trim()}), ${memory} GiB, ${os.platform()} ${os.arch()}`,
    `Node ${process.version.slice(1)}`,
    ...others,
    `load average ${load}`,
    new Date().toISOString().slice(0, 10),
  ].join('; ');
}

/** Replaces what stands between the marks of a benchmark. */
export function writePart(program, lines) {
  const [start, end] = [`<!-- ${program}: written by test/load/${program} -->`, `<!-- end of ${program} -->`];
  const page = readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no part for ${program}`);
  writeFileSync(PAGE, [page.slice(0, from) + start, '', ...lines, '', page.slice(to)].join('\n'));
}
