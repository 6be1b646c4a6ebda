/** What V8 says of a text that ends too early; what it says of every other fault stands before the end. */
const ENDS_TOO_EARLY = /end of JSON input/;
const POSITION = / at position (\d+)/;

/**
 * The line on which a text ceases to be JSON, counted from 1. V8 gives a place for some faults only, so the shortest
 * beginning that nothing can follow is searched by halving: a hundred kilobytes take 17 looks.
 */
export function lineOfFault(text: string): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (canGoOn(text.slice(0, middle))) low = middle + 1;
    else high = middle;
  }
  // What ends too early is at fault where its last character stands.
  const upTo = canGoOn(text) ? text.trimEnd() : text.slice(0, low - 1);
  return upTo.split('\n').length;
}

function canGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const at = POSITION.exec(message)?.[1];
    return at === undefined ? ENDS_TOO_EARLY.test(message) : Number(at) >= beginning.length;
  }
}
