// Peers that need more than this checkout has are built in its `.cache`, by Maven and npm.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

const PEERS = path.resolve(import.meta.dirname, '..');
const CACHE = path.resolve(PEERS, '../../../.cache/peers');

function* filesOf(folder) {
  for (const name of readdirSync(folder).toSorted()) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) yield* filesOf(file);
    else yield file;
  }
}

const BUILDS = {
  'kafka-streams': [
    [
      'mvn',
      '-q',
      '-B',
      'package',
      'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
      '-DincludeScope=runtime',
      '-DoutputDirectory=target/libs',
    ],
  ],
  'nest-naive': [
    ['npm', 'install', '--no-audit', '--no-fund'],
    ['npx', 'tsc', '-p', 'tsconfig.json'],
  ],
};

/** The folder of the built peer; the same sources are built once. */
export function built(name) {
  const hash = createHash('sha256');
  for (const file of filesOf(path.join(PEERS, name))) hash.update(readFileSync(file));
  const target = path.join(CACHE, `${name}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  cpSync(path.join(PEERS, name), half, { recursive: true });
  for (const [command, ...args] of BUILDS[name])
    execFileSync(command, args, { cwd: half, stdio: ['ignore', 2, 2] });
  if (existsSync(target)) rmSync(half, { recursive: true });
  else renameSync(half, target);
  return target;
}
