import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './node-version.mjs';
import { sizeOf, supervise } from './service.mjs';
import { STAGE } from './watchdog.mjs';

const LOADED = 'catalogue loaded';
const WITHIN_MS = 120_000;

function textFrom(file, offset) {
  const size = sizeOf(file);
  const from = size < offset ? 0 : offset;
  if (size === from) return '';
  const bytes = Buffer.alloc(size - from),
    opened = openSync(file, 'r');
  readSync(opened, bytes, 0, bytes.length, from);
  closeSync(opened);
  return bytes.toString();
}

/** Starts the loading of the data; resolves when the catalogue is there, while history and demo go on behind it. */
export async function startSeed({ environment, logs, watchdog, giveUp, onStarted }) {
  const log = path.join(logs, 'seed.log');
  const offset = sizeOf(log);
  onStarted(
    supervise({
      name: 'seed',
      giveUp,
      mayFinish: true,
      watchdog,
      stage: STAGE.seed,
      cwd: ROOT,
      log,
      env: environment,
      command: process.execPath,
      args: ['--max-old-space-size=64', '--max-semi-space-size=2', 'deploy/seed/load.mjs', 'chiso-seed'],
    }),
  );
  for (const from = performance.now(); !textFrom(log, offset).includes(LOADED); await sleep(60))
    if (performance.now() - from > WITHIN_MS)
      throw new Error(`the catalogue is not loaded after ${WITHIN_MS / 1000} s; see ${log}`);
}
