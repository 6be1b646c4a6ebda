import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { isFree } from '#local/ports';
import { javaVersion, missingTools } from '#local/requirements';
import { type Finding, right, wrong } from './finding.js';
import type { RunningSystem } from './running-system.js';

const GIB = 1024 ** 3;
/** History and demo take about half of it; the rest is logs and growth. */
const DISK_NEEDED_GIB = 2;

/** Java, Maven or the jars, disk, and the public port. */
export async function lookAtMachine(system: RunningSystem): Promise<Finding[]> {
  return [await java(system), await disk(system.folder), await publicPort(system)];
}

async function java({ brokers, services }: RunningSystem): Promise<Finding> {
  const missing = await missingTools();
  const version = await javaVersion();
  if (missing === undefined)
    return right('Java', `${version}, and the jars of the broker or Maven to fetch them`);
  const needsNone = brokers !== undefined && Object.keys(services).length === 0;
  return needsNone
    ? right('Java', 'not there and not needed: the broker is given')
    : wrong('Java', 'incomplete', missing);
}

async function disk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(nearest(folder));
  const free = (bavail * bsize) / GIB;
  const says = `${free.toFixed(1)} GiB free at ${folder}`;
  const advice = `Free ${DISK_NEEDED_GIB} GiB, or name another folder in CHISO_DATA_DIR.`;
  return free >= DISK_NEEDED_GIB ? right('Disk', says) : wrong('Disk', says, advice);
}

const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(path.dirname(folder)));

async function publicPort({ gateway, services }: RunningSystem): Promise<Finding> {
  const port = Number(new URL(gateway).port);
  if ('gateway' in services) return right('Port', `${port} is the gateway's`);
  if (await isFree(port)) return right('Port', `${port} is free`);
  return wrong(
    'Port',
    `${port} is taken, and not by a system on this folder`,
    'End what listens there, or choose another with CHISO_PORT.',
  );
}
