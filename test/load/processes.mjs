// What the processes of one running system use, read from /proc (Linux).
import { readdirSync, readFileSync } from 'node:fs';

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Every process that was started for the data folder, and all their children. */
export function processesOf(folder) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({
      pid,
      parent: read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1],
      started: isFor(pid, folder),
    }));
  const ours = new Set(all.filter(({ started }) => started).map(({ pid }) => pid));
  for (let grown = -1; grown !== ours.size;) {
    grown = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return [...ours];
}

const isFor = (pid, folder) =>
  read(`/proc/${pid}/environ`).includes(`CHISO_DATA_DIR=${folder}`) ||
  read(`/proc/${pid}/cmdline`).includes(folder);

/** Proportional set size in MiB: memory shared by several processes counts once. */
export const pssMiB = (pid) =>
  Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

/** User and system time so far, in seconds. */
export const cpuSeconds = (pid) => {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
};

export const nameOf = (pid) =>
  read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim().slice(0, 60) || read(`/proc/${pid}/comm`).trim();

/** The same of a process with its children, living and ended: PostgreSQL has a process a connection. */
export function treeCpuSeconds(pid) {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  const own = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + cpuSeconds(child), own);
}

/** The most memory that a process has held so far, in MiB. */
export const peakRssMiB = (pid) =>
  Number(/^VmHWM:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

/** What it holds now. */
export const rssMiB = (pid) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
