import { type CatalogueAttributes, type CatalogueDraft, type ObservationRecorded } from '#contracts';
import { aScoring, rankingOf, scoreOf, seededCatalogue, trendOf } from '../../test/a-scoring.js';
import { aPublishedValue, anObservation } from '../../test/builders.js';
import { heldOnTo } from '../../test/overlap.js';
import { type ScoringInOneProcess } from '../../test/scoring-in-one-process.js';
import { publishedHistory } from '../../../../deploy/seed/history/published.mjs';

const valuesOf = (...years: string[]): ObservationRecorded[] =>
  publishedHistory()
    .filter(({ indicator, period }) => indicator.startsWith('PCI.') && years.includes(period))
    .map((row) => aPublishedValue(row as Partial<ObservationRecorded>));

/** 2022 is the first year of PCI-2022 and, here, the last of PCI-2013; so it is with the editions of unit scores. */
const overlapping = (): CatalogueDraft[] =>
  heldOnTo(heldOnTo(seededCatalogue(), 'PCI-2013', '2022'), 'LEAD-2021', '2022');

const WEIGHTS = {
  'PCI-2013': [5, 5, 20, 5, 10, 5, 5, 20, 20, 5],
  'PCI-2022': [5, 10, 5, 5, 15, 10, 15, 15, 10, 10],
};

/** Σ weight% × sub-index / 10, over the values that were fed. */
function byHand(edition: keyof typeof WEIGHTS, values: readonly ObservationRecorded[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { indicator, unit, value } of values) {
    const weight = WEIGHTS[edition][Number(indicator.slice(4)) - 1];
    if (weight !== undefined) totals.set(unit, (totals.get(unit) ?? 0) + (weight * value) / 10);
  }
  return totals;
}

const linesUnderOlder = async ({ database }: ScoringInOneProcess, table: string): Promise<number> => {
  const [row] = await database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${table} WHERE index_code LIKE '%@%'`,
  );
  return row!.n;
};

describe('A year in which two editions hold', () => {
  const YEAR = { period: '2022', rule: 'SURVEY_YEAR' };
  const values = valuesOf('2018', '2019', '2020', '2021', '2022');
  const of2022 = values.filter(({ period }) => period === '2022');
  let scoring: ScoringInOneProcess;
  beforeAll(async () => {
    scoring = await aScoring(overlapping());
    await scoring.observe(values);
    await scoring.settle();
  });
  afterAll(() => scoring.close());

  it('is scored under both, the newest leading', async () => {
    for (const [older, edition] of [
      ['', 'PCI-2022'],
      ['PCI-2013', 'PCI-2013'],
    ] as const) {
      const total = byHand(edition, of2022).get('T58')!;
      const score = await scoreOf(scoring, 'PCI.TOTAL', { unit: 'T58', ...YEAR, older });
      expect(score).toMatchObject({ index: older ? 'PCI@PCI-2013' : 'PCI', edition, state: 'scored' });
      expect(score!.value).toBeCloseTo(total, 9);
      expect(score!.parts).toHaveLength(10);
      expect(score!.published !== undefined).toBe(edition === 'PCI-2022');
    }
    expect(
      await scoreOf(scoring, 'PCI.TOTAL', { unit: 'T58', period: '2021', rule: 'SURVEY_YEAR' }),
    ).toMatchObject({ index: 'PCI', edition: 'PCI-2013' });
  });

  it('is ranked under both, and no ranking holds a score of the other edition', async () => {
    for (const [older, edition] of [
      ['', 'PCI-2022'],
      ['PCI-2013', 'PCI-2013'],
    ] as const) {
      const totals = byHand(edition, of2022);
      const ranking = await rankingOf(scoring, 'PCI.TOTAL', '2022', 'PG_TINH', older);
      const expected = [...totals].sort(([, a], [, b]) => b - a).map(([unit]) => unit);
      expect(ranking).toMatchObject({ edition, ofN: 6 });
      expect(ranking!.rows.map(({ unit }) => unit)).toEqual(expected);
      for (const { unit, value } of ranking!.rows) expect(value).toBeCloseTo(totals.get(unit)!, 9);
    }
  });

  it('breaks the trend at the new edition, and brings none of the older one', async () => {
    const trend = await trendOf(scoring, 'PCI.TOTAL', { unit: 'T58', ...YEAR });
    expect(trend).toMatchObject({ index: 'PCI', n: 1, breaks: ['2022'], verdict: 'insufficient' });
    for (const table of ['trend_version', 'rating_version', 'forecast_version'])
      expect([table, await linesUnderOlder(scoring, table)]).toEqual([table, 0]);
  });

  it('completes both rankings with the publication, whose tiers are those of the leading edition', async () => {
    await scoring.publish([
      {
        id: 'PCI:2022',
        index: 'PCI',
        period: '2022',
        state: 'partial',
        expected: 63,
        received: 6,
        results: [{ unit: 'T58', value: 68.52, rank: 9, tierVi: 'Khá' }],
        recordedAt: '2023-04-11T05:00:00.000Z',
        version: 1,
        cause: 'backfill',
        catalogueVersion: 1,
      },
    ]);
    await scoring.settle();
    const [leading, older] = await Promise.all(
      ['', 'PCI-2013'].map((each) => rankingOf(scoring, 'PCI.TOTAL', '2022', 'PG_TINH', each)),
    );
    expect([leading!.completed, older!.completed]).toEqual([true, true]);
    expect(leading!.rows.find(({ unit }) => unit === 'T58')?.tier).toBe('Khá');
    expect(older!.rows.some(({ tier }) => tier !== undefined)).toBe(false);
  });
});

describe('A month in which two editions of unit scores hold', () => {
  /** The one-stop month of March ends on the 20th, in administrative April. */
  const MONTH = { period: '2022-04', rule: 'M15' };
  const INDICATORS = ['SVC.ONTIME', 'SVC.SATIS', 'SVC.OVERRATE', 'SVC.APOLOGY'];
  const values = ['SXD', 'SYT'].flatMap((unit, at) =>
    INDICATORS.map((indicator) =>
      anObservation({
        indicator,
        unit,
        period: '2022-03',
        value: 90 + at,
        recordedAt: '2022-03-22T03:00:00.000Z',
      }),
    ),
  );
  /** The older edition asks for less: 50 is its low end, 80 that of the newer one. */
  const catalogue = overlapping().map((draft) =>
    draft.code === 'SVC.ONTIME:LEAD-2021' ? { ...draft, attributes: { ...draft.attributes, lo: 50 } } : draft,
  );

  it('scores and ranks a unit, and the province, under both', async () => {
    const scoring = await aScoring(catalogue);
    await scoring.observe(values);
    await scoring.settle();
    const both = async (unit: string) =>
      Promise.all(['', 'LEAD-2021'].map((older) => scoreOf(scoring, 'PAPI.5', { unit, ...MONTH, older })));
    const [ofUnit, ofProvince] = [await both('SXD'), await both('TN')];
    const rankings = await Promise.all(
      ['', 'LEAD-2021'].map((older) => rankingOf(scoring, 'PAPI.5', '2022-04', 'PG_SO', older)),
    );
    await scoring.close();

    for (const scores of [ofUnit, ofProvince])
      expect(scores.map((score) => [score?.index, score?.edition])).toEqual([
        ['LEAD.GOV', 'LEAD-2022'],
        ['LEAD.GOV@LEAD-2021', 'LEAD-2021'],
      ]);
    const onTime = (scores: typeof ofUnit) =>
      scores.map((score) => score?.parts.find(({ code }) => code === 'SVC.ONTIME')?.score);
    expect(onTime(ofUnit)).toEqual([1 + (9 * 10) / 20, 1 + (9 * 40) / 50]);
    expect(onTime(ofProvince)).toEqual([1 + (9 * 10.5) / 20, 1 + (9 * 40.5) / 50]);
    expect(rankings.map((ranking) => [ranking?.edition, ranking?.ofN])).toEqual([
      ['LEAD-2022', 2],
      ['LEAD-2021', 2],
    ]);
  });
});

describe('Editions that come to overlap, and cease to', () => {
  it('take back a node that the edition loses, with its trend', async () => {
    const YEAR = { unit: 'T58', period: '2022', rule: 'SURVEY_YEAR' };
    const scoring = await aScoring();
    await scoring.changeCatalogue([], 1);
    await scoring.observe(valuesOf('2022'));
    await scoring.settle();
    const before = await trendOf(scoring, 'PCI.09', YEAR);

    const without = seededCatalogue()
      .filter(({ code }) => code === 'PCI-2022')
      .map((draft) => {
        const edition = draft.attributes as CatalogueAttributes['edition'];
        const left = edition.nodes.filter(({ code }) => code !== 'PCI.09');
        const attributes: CatalogueAttributes['edition'] = { ...edition, nodes: left };
        return { ...draft, kind: 'edition' as const, attributes };
      });
    await scoring.changeCatalogue(without, 2, '2023-05-01T02:00:00.000Z');
    await scoring.settle();
    const score = await scoreOf(scoring, 'PCI.09', YEAR);
    const after = await trendOf(scoring, 'PCI.09', YEAR);
    await scoring.close();

    expect(before).toMatchObject({ index: 'PCI', n: 1 });
    expect(score).toMatchObject({ state: 'not-computed', reason: 'no-edition' });
    expect(after?.withdrawn).toBe(true);
  });

  it('bring scores and ranks under the older one, and withdraw them', async () => {
    const YEAR = { unit: 'T58', period: '2022', rule: 'SURVEY_YEAR', older: 'PCI-2013' };
    const scoring = await aScoring();
    await scoring.changeCatalogue([], 1);
    await scoring.observe(valuesOf('2022'));
    await scoring.settle();
    const before = await scoreOf(scoring, 'PCI.TOTAL', YEAR);

    const editionOf = (drafts: CatalogueDraft[]) => drafts.filter(({ code }) => code === 'PCI-2013');
    await scoring.changeCatalogue(editionOf(overlapping()), 2, '2023-05-01T02:00:00.000Z');
    await scoring.settle();
    const during = await scoreOf(scoring, 'PCI.TOTAL', YEAR);
    const ranked = await rankingOf(scoring, 'PCI.TOTAL', '2022', 'PG_TINH', 'PCI-2013');

    await scoring.changeCatalogue(editionOf(seededCatalogue()), 3, '2023-06-01T02:00:00.000Z');
    await scoring.settle();
    const after = await scoreOf(scoring, 'PCI.TOTAL', YEAR);
    const left = await rankingOf(scoring, 'PCI.TOTAL', '2022', 'PG_TINH', 'PCI-2013');
    const leading = await scoreOf(scoring, 'PCI.TOTAL', { ...YEAR, older: '' });

    await scoring.changeCatalogue(editionOf(overlapping()), 4, '2023-07-01T02:00:00.000Z');
    await scoring.settle();
    const again = await scoreOf(scoring, 'PCI.TOTAL', YEAR);
    await scoring.close();

    expect(before).toBeUndefined();
    expect(during).toMatchObject({ state: 'scored', knownFrom: '2023-05-01T02:00:00.000Z' });
    expect(ranked?.ofN).toBe(6);
    expect(after).toMatchObject({
      state: 'not-computed',
      reason: 'no-edition',
      edition: 'PCI-2013',
      knownFrom: '2023-06-01T02:00:00.000Z',
    });
    expect(left?.rows).toEqual([]);
    expect(leading).toMatchObject({ state: 'scored', edition: 'PCI-2022', version: 1 });
    expect(again).toMatchObject({ state: 'scored', value: during!.value, version: 3 });
  });
});
