import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { eventually } from '#testing';
import { get, mails } from './a-running-system.js';

const rowsOf = (file: string): Record<string, string>[] =>
  parse<Record<string, string>>(readFileSync(new URL(`../../../deploy/seed/data/${file}`, import.meta.url)), {
    columns: true,
    bom: true,
  });

interface Ranking {
  state: string;
  completed: boolean;
  held: number;
  expected: number;
  rows: {
    unit: { code: string };
    published?: { value: number; rank?: number };
    computed?: { value: number; rank?: number; ofN: number };
  }[];
}

const codeByName = new Map(
  rowsOf('provinces.csv')
    .filter((row) => row['valid_from']! <= '2016-12-31')
    .map((row) => [row['province']!, row['unit_code']!]),
);
const ranking = async (index: string, year: string) =>
  (await get<Ranking>(`/rankings/${index}/${year}`)).body;

describe('the published history', () => {
  it('gives the ranking of 2016 with all 63 provinces, score and rank as published', async () => {
    await eventually(
      async () =>
        (await ranking('PCI', '2016')).rows.filter((row) => row.computed?.rank !== undefined).length === 63,
      { within: 60_000 },
    );
    const { rows, completed } = await ranking('PCI', '2016');
    expect(completed).toBe(true);
    const published = rowsOf('pci_composite.csv').filter((row) => row['year'] === '2016');
    expect(published).toHaveLength(63);
    for (const row of published) {
      const ours = rows.find((each) => each.unit.code === codeByName.get(row['province']!));
      expect([row['province'], ours?.computed?.rank]).toEqual([row['province'], Number(row['rank'])]);
      expect(ours!.computed!.value).toBeCloseTo(Number(row['pci_weighted']), 4);
      expect(ours!.published!.value).toBeCloseTo(Number(row['pci_weighted']), 6);
    }
  });

  it('says of 2021 that it was closed with only some provinces, and over how many it ranks', async () => {
    const { rows, state, held, expected, completed } = await ranking('PCI', '2021');
    expect([completed, state, expected]).toEqual([true, 'partial', 63]);
    expect(held).toBeLessThan(63);
    expect(Math.max(...rows.map(({ computed }) => computed?.ofN ?? 0))).toBeLessThanOrEqual(held);
  });

  it('gives PAPI of Thái Nguyên in 2020 with the published dimensions', async () => {
    const expected = rowsOf('papi_dimensions.csv').filter(
      (row) => row['province'] === 'Thai Nguyen' && row['year'] === '2020',
    );
    expect(expected.length).toBeGreaterThanOrEqual(8);
    const tree = await eventually(
      async () => {
        const { status, body } = await get<{ tree: { code: string; score: number }[] }>(
          '/scores/PAPI/TN/2020',
        );
        return status === 200 ? body : undefined;
      },
      { within: 60_000 },
    );
    const scores = new Map(tree.tree.map((child) => [child.code, child.score]));
    for (const row of expected)
      expect(scores.get(`PAPI.${row['dimension']}`)).toBeCloseTo(Number(row['score']), 5);
  });

  it('sends no message while it loads', async () => {
    expect((await mails()).filter((mail) => !mail.subject.includes('Sở Xây dựng'))).toEqual([]);
  });
});
