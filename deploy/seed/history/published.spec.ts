import { readEditions, readNodes } from '../catalogue/editions.mjs';
import { publishedHistory } from './published.mjs';

const history = publishedHistory();
const nodes = Map.groupBy(readNodes(), ({ edition }) => edition);
const editions = readEditions();
const editionOf = (index: string, year: string) =>
  editions.find(
    (row) =>
      row.index === index &&
      row.valid_from.slice(0, 4) <= year &&
      (row.valid_to === '' || year <= row.valid_to.slice(0, 4)),
  );
const isComponent = (code: string) => /^(PCI\.(\d\d|IMP|TOTAL)|PAPI\.\w+(\.\w+)?)$/.test(code);

describe('the published history', () => {
  it('holds each value once', () => {
    expect(new Set(history.map((row) => `${row.indicator} ${row.unit} ${row.period}`)).size).toBe(
      history.length,
    );
  });

  it('carries about 31,000 sub-indices, composites and sub-dimensions', () => {
    const pci = history.filter(({ indicator }) => /^PCI\.(\d\d|IMP|TOTAL)$/.test(indicator));
    const papi = history.filter(({ indicator }) => /^PAPI\.\d\.\w+$/.test(indicator));
    expect(pci).toHaveLength(7_866 + 899);
    expect(papi).toHaveLength(21_891);
  });

  it('lists 42, 64 and 63 provinces as the years had them, Hà Tây until 2008', () => {
    const provinces = (year: string) =>
      new Set(
        history
          .filter(({ indicator, period }) => indicator === 'PCI.TOTAL' && period === year)
          .map((row) => row.unit),
      );
    expect(['2005', '2006', '2008', '2009', '2016', '2020'].map((year) => provinces(year).size)).toEqual([
      42, 64, 64, 63, 63, 63,
    ]);
    expect(provinces('2008').has('T28')).toBe(true);
    expect(provinces('2009').has('T28')).toBe(false);
  });

  it('runs from the newest year to the oldest, what is scored before what is not', () => {
    const firstUnscored = history.findIndex(({ indicator }) => !isComponent(indicator));
    const scored = history.slice(0, firstUnscored).map(({ period }) => period);
    expect(scored).toEqual(scored.toSorted().toReversed());
    expect(history.slice(firstUnscored).some(({ indicator }) => /^PCI\.\d\d$/.test(indicator))).toBe(false);
  });

  it('keeps within the scale of the edition, rounding apart', () => {
    const outside = history.filter(({ indicator, period, value }) => {
      const edition = editionOf(indicator.slice(0, indicator.indexOf('.')), period);
      const node = nodes.get(edition?.edition ?? '')?.find(({ code }) => code === indicator);
      return node && (value < Number(node.scale_min) - 0.002 || value > Number(node.scale_max) + 0.002);
    });
    expect(outside).toEqual([]);
  });

  it('adds sub-dimensions up to the published dimensions', () => {
    const value = (indicator: string) =>
      history.find((row) => row.indicator === indicator && row.unit === 'TN' && row.period === '2020')?.value;
    const children = (nodes.get('PAPI-2019') ?? []).filter(({ code }) => /^PAPI\.2\.\w+$/.test(code));
    const sum = children.reduce((total, { code }) => total + (value(code) ?? Number.NaN), 0);
    expect(sum).toBeCloseTo(value('PAPI.2') ?? 0, 4);
  });

  it('weights the sub-indices of 2016 to the published composite of all 63 provinces', () => {
    const weights = (nodes.get('PCI-2013') ?? []).filter(({ level }) => level === 'component');
    const of2016 = new Map(
      history
        .filter(({ period }) => period === '2016')
        .map((row) => [`${row.indicator} ${row.unit}`, row.value]),
    );
    const composites = history.filter(
      ({ indicator, period }) => indicator === 'PCI.TOTAL' && period === '2016',
    );
    const gaps = composites.map(({ unit, value }) => {
      const sum = weights.reduce(
        (total, node) =>
          total +
          (Number((node as Record<string, string>)['weight']) *
            (of2016.get(`${node.code} ${unit}`) ?? Number.NaN)) /
            10,
        0,
      );
      return Math.abs(sum - value);
    });
    expect(composites).toHaveLength(63);
    expect(Math.max(...gaps)).toBeLessThan(1e-5);
  });

  it('is recorded at noon of the publication day where it is known, else without a time', () => {
    const recordedAt = (indicator: string, period: string) =>
      history.find((row) => row.indicator === indicator && row.period === period)?.recordedAt;
    expect(recordedAt('PCI.03', '2020')).toBe('2021-04-15T05:00:00.000Z');
    expect(recordedAt('PAPI.5.1', '2023')).toBe('2024-04-02T05:00:00.000Z');
    expect(recordedAt('PCI.03', '2016')).toBeUndefined();
  });

  it('turns shares of the survey into the percent of the catalogue', () => {
    const share = history.find(({ indicator, unit }) => indicator === 'PCI.10.02' && unit === 'T02');
    expect(share?.value).toBeGreaterThan(1);
    expect(share?.value).toBeLessThanOrEqual(100);
  });
});
