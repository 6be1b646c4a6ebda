import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { removePlaceOf } from './database-user.mjs';
import { takeLock } from './lock.mjs';
import { Obstacle } from './steps.mjs';
import { endLeftovers } from './watchdog.mjs';

/** Tells our folder from one that somebody named by mistake: only ours is ever cleared. */
const MARK = '.chiso-data';
const LOCK = 'launcher.lock';

function clear(folder) {
  removePlaceOf(folder);
  for (const name of readdirSync(folder))
    if (name !== LOCK && name !== MARK) rmSync(path.join(folder, name), { recursive: true, force: true });
}

function mark(folder) {
  if (existsSync(path.join(folder, MARK))) return;
  const strange = readdirSync(folder).filter((name) => name !== LOCK);
  if (strange.length > 0)
    throw new Obstacle(
      `${folder} holds other files (${strange.slice(0, 3).join(', ')}): name an empty or a new folder in CHISO_DATA_DIR.`,
    );
  writeFileSync(
    path.join(folder, MARK),
    'The data of chiso on this machine. `npm start -- --reset` empties this folder.\n',
  );
}

/** Opens the data folder for this launcher alone; processes that a killed launcher left are ended first. */
export async function openDataFolder(folder, { reset }) {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  mark(folder);
  const lock = await takeLock(path.join(folder, LOCK));
  if (lock.holder !== undefined)
    throw new Obstacle(
      `Process ${lock.holder} already runs chiso on ${folder}: stop it first, or name another folder in CHISO_DATA_DIR and another port in CHISO_PORT.`,
    );
  try {
    await endLeftovers(path.join(folder, 'processes'));
    if (reset) clear(folder);
    for (const name of ['logs', 'mail', 'processes']) mkdirSync(path.join(folder, name), { recursive: true });
  } catch (error) {
    lock.release();
    throw error;
  }
  return {
    folder,
    logs: path.join(folder, 'logs'),
    mail: path.join(folder, 'mail'),
    processes: path.join(folder, 'processes'),
    release: lock.release,
  };
}

/** The secret between gateway and services, made once a folder. */
export function tokenSecret(folder) {
  const file = path.join(folder, 'token-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
