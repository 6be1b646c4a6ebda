import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** When a process began, in the system's own terms; undefined when it does not run. A pid alone can belong to a later process. */
export function startOf(pid) {
  try {
    if (existsSync('/proc/self/stat')) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export const runs = (pid, start) => start !== undefined && startOf(pid) === start;
