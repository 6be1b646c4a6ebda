import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

const LOG_LIMIT = 20 * 1024 * 1024;

const LINES_SHOWN = 12;
/** glibc otherwise keeps up to eight heaps a core for a process with many threads, as Java and Node have. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: '2' };

/** The last lines of what a process wrote, for a person who asks why it died. */
const lastLines = (text) =>
  text
    .trimEnd()
    .split('\n')
    .slice(-LINES_SHOWN)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');

function openLog(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

/**
 * A process of its own group (Ctrl-C on the terminal reaches the launcher alone, which stops all in order), writing
 * into a file, known to the watchdog.
 */
export function startChild({
  name,
  command,
  args,
  env,
  log,
  stage,
  signal = 'SIGTERM',
  watchdog,
  ids = {},
  cwd,
}) {
  const output = openLog(log);
  const offset = fstatSync(output).size;
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...FEW_ARENAS },
    ...ids,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  /** Of this run alone. */
  const wrote = () => readFileSync(log).subarray(offset).toString();
  const failed = new Promise((resolve) =>
    child.once('error', (error) => resolve({ code: null, signal: null, error })),
  );
  const exited = new Promise((resolve) => child.once('exit', (code, by) => resolve({ code, signal: by })));
  const ended = Promise.race([failed, exited]);
  if (child.pid !== undefined) watchdog?.guard(child.pid, stage, signal.replace('SIG', ''));
  void ended.then(() => child.pid !== undefined && watchdog?.release(child.pid));
  return {
    name,
    pid: child.pid,
    log,
    ended,
    wrote,
    said: () => lastLines(wrote()),
    stop: (ms) => stopChild(child, ended, signal, ms),
  };
}

async function stopChild(child, ended, signal, ms = 30_000) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), ms);
  await ended;
  clearTimeout(force);
}

/** How a process ended, in words. */
export const describeEnd = ({ code, signal, error }) =>
  error ? error.message : signal ? `ended by ${signal}` : `exit ${code}`;
