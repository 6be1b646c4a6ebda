import { lineOfFault } from './json-fault.js';

describe('The line on which a text ceases to be JSON', () => {
  it.each([
    ['{\n "a": 1,\n "b": bad\n}\n', 3],
    ['{\n "a": 1\n "b": 2\n}', 3],
    ['{\n "a": 1,\n}\n', 3],
    ['{\n "a": [1,\n 2', 3],
    ['{"a": 1}\n\n}', 3],
    ['{\n "a": tru,\n "b": 1}', 2],
    ['{\n "a": "one\n two"\n}', 2],
    ['', 1],
    ['nonsense', 1],
  ])('of %j is %i', (text, line) => {
    expect(lineOfFault(text)).toBe(line);
  });
});
