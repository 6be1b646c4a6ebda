// Prints what the first screen loads, gzipped, and fails where it is more than the budget.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_KIB = 200;
const DIST = path.resolve(import.meta.dirname, '../../dist/web');
const ASSETS = path.join(DIST, 'assets');
const IMPORTED = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** A file and everything that it imports at once; what it imports later is not part of the first screen. */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, next] of readFileSync(path.join(ASSETS, file), 'utf8').matchAll(IMPORTED))
    withImports(next, seen);
  return seen;
}

const page = readFileSync(path.join(DIST, 'index.html'), 'utf8');
const entries = [...page.matchAll(/assets\/([\w.-]+\.js)/g)].map((match) => match[1]);
const screen = readdirSync(ASSETS).filter((name) => /^overview-page.*\.js$/.test(name));
const files = [...entries, ...screen].reduce((seen, file) => withImports(file, seen), new Set());
const bytes = [...files].reduce(
  (sum, file) => sum + gzipSync(readFileSync(path.join(ASSETS, file))).length,
  0,
);
const kib = bytes / 1024;
console.log(
  `The first screen loads ${kib.toFixed(1)} KiB of JavaScript (gzip, ${files.size} files; at most ${BUDGET_KIB}).`,
);
if (kib > BUDGET_KIB) process.exitCode = 1;
