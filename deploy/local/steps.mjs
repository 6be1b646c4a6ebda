// What the launcher says on the screen: each step with its time.

/** A problem that the person at the keyboard can solve: the sentence is all that is shown. */
export class Obstacle extends Error {}

const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const SLOW_MS = 1500;

export const say = (line) => process.stdout.write(`${line}\n`);
export const complain = (line) => process.stderr.write(`${line}\n`);

/** Runs the work; says its title and time when done, and beforehand where it takes long. `work` may return a detail to show. */
export async function step(title, work, tell = say) {
  const from = performance.now();
  const slow = setTimeout(() => tell(`  … ${title}`), SLOW_MS);
  try {
    const result = await work();
    const detail = typeof result === 'string' ? `: ${result}` : '';
    tell(`  ✓ ${title}${detail} (${seconds(from)})`);
    return result;
  } finally {
    clearTimeout(slow);
  }
}
