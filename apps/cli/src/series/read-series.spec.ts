import { Readable, Writable } from 'node:stream';
import { Run } from '../run.js';
import type { SourceFile } from '../tables/source-file.js';
import { readSeries } from './read-series.js';

const SERIES = 2000;
const FILLER = 'x'.repeat(200);

/** A file of many series, and how many of its parts were read the last time it was opened. */
function aSource(nameOf: (at: number) => string): { source: SourceFile; partsRead: () => number } {
  let parts = 0;
  const bytes = async function* () {
    parts = 0;
    yield Buffer.from('series,period,value,note\n');
    for (let at = 0; at < SERIES; at += 1) {
      parts += 1;
      yield Buffer.from(`${nameOf(at)},${2000 + (at % 7)},1,${FILLER}\n`);
    }
  };
  return { source: { name: 'x.csv', bytes }, partsRead: () => parts };
}

const aRun = () => new Run(Readable.from([]), new Writable(), new Writable());

describe('reading series', () => {
  it('hands a series on as soon as it ends where each stands together', async () => {
    const { source, partsRead } = aSource((at) => `s${at >> 1}`);
    const all = readSeries(source, aRun());
    const first = await all.next();
    expect(first.value).toMatchObject({ name: 's0', line: 2, points: [{ index: 2000 }, { index: 2001 }] });
    expect(partsRead()).toBeLessThan(SERIES / 4);
    let count = 1;
    for await (const _ of all) count += 1;
    expect([count, partsRead()]).toEqual([SERIES / 2, SERIES]);
  });

  it('keeps all of them to the end where they are scattered', async () => {
    const { source, partsRead } = aSource((at) => `s${at % (SERIES / 2)}`);
    const first = await readSeries(source, aRun()).next();
    expect(first.value).toMatchObject({ name: 's0', line: 2 });
    expect(partsRead()).toBe(SERIES);
  });
});
