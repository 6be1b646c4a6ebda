// @ts-check
/**
 * A 32-bit seed from parts of text (FNV-1a with a last mix), so that each value has its own stream and the order in
 * which values are made changes nothing.
 * @param {...(string | number)} parts
 */
export function seedOf(...parts) {
  let hash = 0x811c9dc5;
  for (const character of parts.join('\u0000')) {
    hash = Math.imul(hash ^ /** @type {number} */ (character.codePointAt(0)), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Mulberry32 (T. Ettinger, 2017): numbers from 0 to below 1.
 * @param {number} seed
 * @returns {() => number}
 */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Nearly normal with mean 0 and deviation 1: the scaled sum of four uniform numbers.
 * @param {() => number} next
 */
export const bell = (next) => (next() + next() + next() + next() - 2) * Math.sqrt(3);

/**
 * @param {() => number} next
 * @param {number} low
 * @param {number} high
 */
export const between = (next, low, high) => low + next() * (high - low);
