import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runs, startOf } from './running.mjs';

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * Takes the lock for this process. A lock of a process that is gone counts for nothing.
 * @returns {Promise<{holder?: number, release: () => void}>} `holder`: the living process that has it instead
 */
export async function takeLock(file) {
  const own = { pid: process.pid, start: startOf(process.pid) };
  const found = read(file);
  if (found && runs(found.pid, found.start)) return { holder: found.pid, release: () => undefined };
  if (existsSync(file)) rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
  } catch {
    // Somebody was quicker; the look below says who.
  }
  await sleep(60);
  const now = read(file);
  if (now?.pid !== own.pid) return { holder: now?.pid ?? -1, release: () => undefined };
  return { release: () => read(file)?.pid === own.pid && rmSync(file, { force: true }) };
}
