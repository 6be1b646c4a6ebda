import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from './lock.mjs';
import { ROOT } from './node-version.mjs';
import { Obstacle, step } from './steps.mjs';

const DIST = path.join(ROOT, 'dist');

function* filesBelow(at) {
  if (!existsSync(at)) return;
  if (statSync(at).isFile()) return yield at;
  for (const name of readdirSync(at).sort())
    if (name !== 'node_modules' && !/\.spec\.tsx?$/.test(name)) yield* filesBelow(path.join(at, name));
}

/** By content: a checkout of an older commit has newer times. */
function hashOf(sources, except) {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of filesBelow(path.join(ROOT, source)))
      if (!except || !file.startsWith(path.join(ROOT, except)))
        hash.update(path.relative(ROOT, file)).update(readFileSync(file));
  return hash.digest('hex');
}

const PARTS = [
  {
    title: 'building the services',
    stamp: '.built-services',
    sources: ['apps', 'libs', 'nest-cli.json', '.swcrc', 'tsconfig.json'],
    except: 'apps/web/',
    command: ['nest', 'build'],
  },
  {
    title: 'building the page',
    stamp: '.built-web',
    sources: ['apps/web', 'libs/i18n', 'libs/contracts'],
    command: ['vite', 'build', 'apps/web'],
    only: 'apps/web/vite.config.ts',
  },
];

function run([name, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(ROOT, 'node_modules/.bin', name), args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${path.join(ROOT, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
      },
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(
            new Obstacle(
              `\`${name} ${args.join(' ')}\` failed:\n${Buffer.concat(output).toString().trimEnd().split('\n').slice(-30).join('\n')}`,
            ),
          ),
    );
  });
}

const isCurrent = ({ stamp }, hash) =>
  existsSync(path.join(DIST, stamp)) && readFileSync(path.join(DIST, stamp), 'utf8') === hash;

/** Two copies that start at once from the same checkout build one after the other. */
async function underLock(work) {
  mkdirSync(DIST, { recursive: true });
  const file = path.join(DIST, '.building');
  let lock = await takeLock(file);
  while (lock.holder !== undefined) {
    await sleep(200);
    lock = await takeLock(file);
  }
  try {
    await work();
  } finally {
    lock.release();
  }
}

/** Builds what changed since the last build; the command line needs no page. */
export async function buildWhereNeeded(tell, { page = true } = {}) {
  const parts = PARTS.filter(({ only }) => !only || (page && existsSync(path.join(ROOT, only)))).map(
    (part) => ({
      ...part,
      hash: hashOf(part.sources, part.except),
    }),
  );
  if (parts.every((part) => isCurrent(part, part.hash))) return;
  await underLock(async () => {
    for (const part of parts) {
      if (isCurrent(part, part.hash)) continue;
      await step(part.title, () => run(part.command), tell);
      writeFileSync(path.join(DIST, part.stamp), part.hash);
    }
  });
}
