// A registry mirror may hold the packages of one platform only; `npm install` then leaves the optional packages of
// the other platforms out of the lockfile and `npm ci` refuses it. This adds them again, by name and exact version.
// Run it after every `npm install`: node deploy/npm/complete-lockfile.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const LOCKFILE = new URL('../../package-lock.json', import.meta.url);
const SYSTEMS = [
  'darwin',
  'win32',
  'linux',
  'freebsd',
  'android',
  'openharmony',
  'sunos',
  'netbsd',
  'openbsd',
  'aix',
];
const PROCESSORS = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'loong64',
  'mips64el',
];

/** The platform that a package's name promises, in npm's own words. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const system = SYSTEMS.find((word) => words.includes(word));
  const processor = PROCESSORS.find((word) => words.includes(word));
  return {
    ...(processor && { cpu: [processor] }),
    ...(system && { os: [system] }),
    ...(words.includes('musl') && { libc: ['musl'] }),
  };
}

const lock = JSON.parse(readFileSync(LOCKFILE, 'utf8'));
const names = new Set(Object.keys(lock.packages));
const reachable = (from, name) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (names.has(`${at ? `${at}/` : ''}node_modules/${name}`)) return true;
    if (!at || !at.includes('/node_modules/')) return names.has(`node_modules/${name}`);
  }
};
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (reachable(path, name)) continue;
    const at = `node_modules/${name}`;
    lock.packages[at] = {
      version: range.replace(/^[\^~>=]+/, ''),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...platformOf(name),
    };
    names.add(at);
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(LOCKFILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages added to package-lock.json`);
