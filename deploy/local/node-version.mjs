// Plain start-up code: it runs before anything is built, on whatever Node the machine has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const NEEDED = 24;

/**
 * The same script under the Node 24 that `npm ci` brought, where this one is older.
 * Returns false when this process is new enough; else the promise never settles: this process only stands for the other.
 */
export async function runUnderNode24(script, args) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NEEDED) return false;
  const node = path.join(ROOT, 'node_modules/.bin/node');
  if (!existsSync(node)) {
    process.stderr.write(
      `This is Node ${process.version} and node_modules has no Node ${NEEDED}: run \`npm ci\` first.\n`,
    );
    process.exit(1);
  }
  const child = spawn(node, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, CHISO_STANDS_FOR: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithParent(() => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  return new Promise(() => undefined);
}

/** npm does not tell its script when it is killed; the script's parent changes then. */
export function endWithParent(end) {
  if (process.env.npm_lifecycle_event === undefined && process.env.CHISO_STANDS_FOR === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, 1000);
  timer.unref();
}
