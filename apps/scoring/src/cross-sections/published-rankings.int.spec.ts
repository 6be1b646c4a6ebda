import { readFileSync } from 'node:fs';
import { type ObservationRecorded } from '#contracts';
import { aScoring, rankingOf, scoreOf } from '../../test/a-scoring.js';
import { aPublishedValue } from '../../test/builders.js';
import { type ScoringInOneProcess } from '../../test/scoring-in-one-process.js';
import { publishedHistory } from '../../../../deploy/seed/history/published.mjs';
import { provinceNames } from '../../../../deploy/seed/catalogue/province-names.mjs';

const valuesOf = (index: string, year: string): ObservationRecorded[] =>
  publishedHistory()
    .filter(({ indicator, period }) => indicator.startsWith(index) && period === year)
    .map((row) => aPublishedValue(row as Partial<ObservationRecorded>));

/** Rank by unit, as VCCI published it. */
function publishedRanks(year: string): Map<string, number> {
  const unitOf = provinceNames();
  const [head = '', ...lines] = readFileSync('deploy/seed/data/pci_composite.csv', 'utf8').trim().split('\n');
  const columns = head.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? '']));
  });
  return new Map(
    rows
      .filter((row) => row['year'] === year)
      .map((row) => [unitOf(row['province']!, year), Number(row['rank'])]),
  );
}

describe('Published indices', () => {
  let scoring: ScoringInOneProcess;
  beforeAll(async () => {
    scoring = await aScoring();
    for (const values of [valuesOf('PCI', '2016'), valuesOf('PAPI', '2020')]) await scoring.observe(values);
    await scoring.settle();
  });
  afterAll(() => scoring.close());

  it('ranks all 63 provinces of 2016 as they were published', async () => {
    const ranking = await rankingOf(scoring, 'PCI.TOTAL', '2016', 'PG_TINH');

    const published = publishedRanks('2016');
    expect(ranking?.ofN).toBe(63);
    expect(new Map(ranking?.rows.map(({ unit, rank }) => [unit, rank]))).toEqual(published);
  });

  it('keeps the published total beside the computed one, within a hundred-thousandth', async () => {
    const score = await scoreOf(scoring, 'PCI.TOTAL', { unit: 'TN', period: '2016', rule: 'SURVEY_YEAR' });

    expect(score?.published).toBeDefined();
    expect(Math.abs(score!.value! - score!.published!)).toBeLessThan(1e-5);
  });

  it('adds the dimensions of PAPI 2020 up from their sub-dimensions', async () => {
    const total = await scoreOf(scoring, 'PAPI.TOTAL', { unit: 'TN', period: '2020', rule: 'SURVEY_YEAR' });

    expect(total?.parts.map(({ code }) => code)).toEqual(
      Array.from({ length: 8 }, (_, at) => `PAPI.${at + 1}`),
    );
    expect(total?.parts.reduce((sum, { value = 0 }) => sum + value, 0)).toBeCloseTo(total!.value!, 8);
  });

  it('is provisional until the publication is complete', async () => {
    expect(await rankingOf(scoring, 'PCI.TOTAL', '2016', 'PG_TINH')).toMatchObject({ completed: false });

    await scoring.publish([
      {
        id: 'PCI:2016',
        index: 'PCI',
        period: '2016',
        state: 'completed',
        expected: 63,
        received: 63,
        results: [{ unit: 'TN', value: 61.82, rank: 7, tierVi: 'Khá' }],
        recordedAt: '2017-03-14T05:00:00.000Z',
        version: 1,
        cause: 'backfill',
        catalogueVersion: 1,
      },
    ]);
    await scoring.settle();

    const ranking = await rankingOf(scoring, 'PCI.TOTAL', '2016', 'PG_TINH');
    expect(ranking).toMatchObject({ completed: true });
    expect(ranking?.rows.find(({ unit }) => unit === 'TN')).toMatchObject({ tier: 'Khá' });
  });
});
