const FIRST_MS = 200;
const LONGEST_MS = 10_000;

/** Milliseconds to wait after the n-th failure in a row: doubling, with full jitter over the upper half. */
export function backoff(failures: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return ceiling / 2 + Math.random() * (ceiling / 2);
}
