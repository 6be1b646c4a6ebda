// @ts-check
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How far the loader came, by task: the number of requests answered in order, or of values played.
 * @typedef {{ fingerprint: string, done: Record<string, number> }} Progress
 */

/**
 * Progress kept in the data folder. Another fingerprint (other data, another last day) starts from nothing: what the
 * services hold already is then answered as unchanged.
 * @param {string} folder
 * @param {string} fingerprint
 */
export function progressFile(folder, fingerprint) {
  const path = join(folder, 'seed', 'progress.json');
  const known = read(path);
  const done = known?.fingerprint === fingerprint ? known.done : {};
  return {
    /** @param {string} task */
    done: (task) => done[task] ?? 0,
    /**
     * @param {string} task
     * @param {number} count
     */
    set(task, count) {
      done[task] = count;
      mkdirSync(join(folder, 'seed'), { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify({ fingerprint, done }));
      renameSync(`${path}.new`, path);
    },
  };
}

/**
 * @param {string} path
 * @returns {Progress | undefined}
 */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    )
      return undefined;
    throw error;
  }
}
