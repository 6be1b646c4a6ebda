// @ts-check
/**
 * Sends work in order with a few requests in flight and remembers how many are answered without a gap, so that a
 * second start goes on after the last one.
 * @template T
 * @param {Iterable<T | undefined>} batches `undefined` is a barrier: all before it are answered before the next goes out
 * @param {{ inFlight: number, from: number, send: (batch: T) => Promise<void>, answered: (count: number) => void }} options
 */
export async function sendInOrder(batches, { inFlight, from, send, answered }) {
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  const finished = new Set();
  let next = 0;
  let contiguous = from;
  for (const batch of batches) {
    if (batch === undefined) {
      await Promise.all(running);
      continue;
    }
    const ordinal = next;
    next += 1;
    if (ordinal < from) continue;
    while (running.size >= inFlight) await Promise.race(running);
    const task = send(batch).then(() => {
      running.delete(task);
      finished.add(ordinal);
      const before = contiguous;
      while (finished.delete(contiguous)) contiguous += 1;
      if (contiguous > before) answered(contiguous);
    });
    running.add(task);
  }
  await Promise.all(running);
}

/**
 * @template T
 * @param {readonly T[]} rows
 * @param {number} size
 */
export function* chunks(rows, size) {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
