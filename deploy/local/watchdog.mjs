import { spawn } from 'node:child_process';
import path from 'node:path';

/** In which order processes end: what feeds the system first, the database last. */
export const STAGE = { seed: 1, service: 2, broker: 3, database: 4 };

/** Starts the process that ends all others should this one be killed. */
export function startWatchdog() {
  const dog = spawn('/bin/sh', [path.join(import.meta.dirname, 'watchdog.sh')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  dog.stdin.on('error', () => undefined);
  dog.unref();
  dog.stdin.unref?.();
  const write = (line) => dog.stdin.writable && dog.stdin.write(`${line}\n`);
  return {
    pid: dog.pid,
    guard: (pid, stage, signal = 'TERM') => write(`+ ${stage} ${signal} ${pid}`),
    release: (pid) => write(`- ${pid}`),
    dismiss: () => dog.stdin.end(),
  };
}
