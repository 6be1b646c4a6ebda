import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import {
  roundingBound,
  subIndexFrom,
  whatIf,
  worstMiss,
  type SubIndexCase,
  type SubIndexModel,
} from './sub-index-model.js';

type Row = Readonly<Record<string, string>>;

function table(path: string): Row[] {
  return parse<Row>(readFileSync(`${import.meta.dirname}/../../../${path}`), {
    columns: true,
    bom: true,
  });
}

const scores = table('deploy/seed/data/pci_subindices.csv');
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('sub-indices from raw indicators 2013–16 (pci_subindex_linear_2013_2016.csv, fitted to S1)', () => {
  const terms = Map.groupBy(
    table('deploy/seed/data/pci_subindex_linear_2013_2016.csv'),
    (row) => `${row['year']} ${row['subindex_code']}`,
  );
  const raw = Map.groupBy(
    table('deploy/seed/data/pci_indicators_2013_2016.csv'),
    (row) => `${row['year']} ${row['subindex_code']} ${row['province']}`,
  );

  function modelOf(rows: readonly Row[]): SubIndexModel {
    return {
      constant: Number(rows[0]!['subindex_constant']),
      terms: rows.map((row) => ({ indicator: row['indicator_code']!, slope: Number(row['slope_per_unit']) })),
    };
  }

  function casesOf(key: string): SubIndexCase[] {
    const [year, code] = key.split(' ');
    return scores
      .filter((cell) => cell['year'] === year && cell['subindex_code'] === code)
      .map((cell) => ({
        published: Number(cell['score']),
        indicators: new Map(
          (raw.get(`${key} ${cell['province']}`) ?? []).map((row) => [
            row['indicator_code']!,
            Number(row['value']),
          ]),
        ),
      }));
  }

  const models = [...terms].map(([key, rows]) => ({ key, model: modelOf(rows), cases: casesOf(key) }));
  const isInexact = (key: string) => key.endsWith(' labor') || key.endsWith(' support');

  it.each(models.filter(({ key }) => !isInexact(key)).map((one) => [one.key, one] as const))(
    'are exact up to the six decimals of the inputs for %s',
    (_, { model, cases }) => {
      expect(cases.length).toBeGreaterThanOrEqual(63);
      const misses = cases.map((one) => subIndexFrom(model, one.indicators)! - one.published);
      expect(Math.sqrt(sum(misses.map((miss) => miss * miss)) / misses.length)).toBeLessThan(3e-6);
      expect(worstMiss(model, cases)).toBeLessThan(roundingBound(model));
      expect(roundingBound(model)).toBeLessThan(2e-5);
    },
  );

  it('are not exact for labour (0.25) and support (0.13), so no what-if is answered there', () => {
    const worst = (code: string) =>
      Math.max(
        ...models.filter(({ key }) => key.endsWith(code)).map(({ model, cases }) => worstMiss(model, cases)!),
      );
    expect(worst(' labor')).toBeGreaterThan(0.15);
    expect(worst(' labor')).toBeLessThan(0.25);
    expect(worst(' support')).toBeGreaterThan(0.1);
    expect(worst(' support')).toBeLessThan(0.13);
    const { model, cases } = models.find(({ key }) => key === '2016 labor')!;
    expect(whatIf(model, cases, cases[0]!.indicators, new Map())).toMatchObject({ kind: 'not-exact' });
  });

  it('answer what would have been with another value of one indicator', () => {
    const { model, cases } = models.find(({ key }) => key === '2016 entry')!;
    const { indicators, published: score } = cases[0]!;
    const { indicator, slope } = model.terms[0]!;
    const answer = whatIf(model, cases, indicators, new Map([[indicator, indicators.get(indicator)! + 1]]));
    expect(answer).toMatchObject({ kind: 'exact', before: subIndexFrom(model, indicators) });
    expect(answer.kind === 'exact' && answer.change).toBeCloseTo(slope, 9);
    expect(answer.kind === 'exact' && answer.before).toBeCloseTo(score, 5);
    expect(whatIf(model, cases, new Map(), new Map())).toMatchObject({
      kind: 'missing',
      indicators: model.terms.map((term) => term.indicator),
    });
  });
});
