import { readFileSync } from 'node:fs';
import path from 'node:path';
import { examplesIn, printedBy } from '../test/documented-examples.js';

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/cli.md'), 'utf8');

describe('docs/cli.md', () => {
  it('has an example of every command on files', () => {
    expect(new Set(examplesIn(page).map(({ call }) => call.split(' ', 1)[0]))).toEqual(
      new Set(['trend', 'changepoints', 'limits', 'forecast', 'composite', 'uncertainty', 'reproduce']),
    );
  });

  it.each(examplesIn(page))('shows what `chiso $call` prints', async ({ call, shown }) => {
    expect(await printedBy(call, page)).toBe(shown);
  });
});
