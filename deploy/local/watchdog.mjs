import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runs, startOf } from './running.mjs';

/** In which order processes end: what feeds the system first, the database last. */
export const STAGE = { seed: 1, service: 2, broker: 3, database: 4, rest: 5 };

const PATIENCE_MS = 15_000;

/**
 * Starts the process that ends all others should this one be killed. `records` is a folder with a file for each living
 * process, so that a start after both were killed still finds them.
 */
export function startWatchdog({ records } = {}) {
  const dog = spawn('/bin/sh', [path.join(import.meta.dirname, 'watchdog.sh')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  dog.stdin.on('error', () => undefined);
  dog.unref();
  dog.stdin.unref?.();
  const tell = (line) => dog.stdin.writable && dog.stdin.write(`${line}\n`);
  const record = (pid) => records && path.join(records, String(pid));
  return {
    guard(pid, stage, signal) {
      tell(`+ ${stage} ${signal} ${pid}`);
      if (records) writeFileSync(record(pid), JSON.stringify({ pid, start: startOf(pid), stage, signal }));
    },
    release(pid) {
      tell(`- ${pid}`);
      if (records) rmSync(record(pid), { force: true });
    },
    /** Resolves once it is gone: whoever looks after us finds nothing of ours. */
    async dismiss() {
      const gone = dog.exitCode === null && dog.signalCode === null ? once(dog, 'exit') : undefined;
      dog.ref();
      dog.stdin.end();
      await gone;
    },
  };
}

function recorded(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    try {
      return [JSON.parse(readFileSync(path.join(folder, name), 'utf8'))];
    } catch {
      return [];
    }
  });
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

/** Ends what an earlier launcher left running, in order, and forgets it. */
export async function endLeftovers(folder) {
  const left = recorded(folder).filter(({ pid, start }) => runs(pid, start));
  for (const stage of Object.values(STAGE)) {
    const now = left.filter((one) => one.stage === stage);
    for (const { pid, signal } of now) send(pid, `SIG${signal}`);
    for (const from = Date.now(); now.some(({ pid, start }) => runs(pid, start)); await sleep(50)) {
      if (Date.now() - from > PATIENCE_MS) for (const { pid } of now) send(pid, 'SIGKILL');
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
