import { type CatalogueDraft } from '#contracts';
import { aScoring, rankingOf, scoreOf, seededCatalogue, trendOf } from '../../test/a-scoring.js';
import { anObservation } from '../../test/builders.js';

const named = (name: string) => ({ nameVi: name, nameEn: name });
const PARTS = ['DDCI.1', 'DDCI.2', 'DDCI.3'];
const WEIGHTS = [50, 30, 20];

/** An index of departments that nothing in the code has heard of: an edition, and one indicator a node. */
const NEW_INDEX = [
  {
    kind: 'edition',
    code: 'DDCI-2020',
    validFrom: '2020-01-01',
    attributes: {
      index: 'DDCI',
      validFromPeriod: '2020',
      nodes: [
        {
          ...named('DDCI.TOTAL'),
          code: 'DDCI.TOTAL',
          level: 'index',
          aggregation: 'weighted-sum',
          scaleMin: 10,
          scaleMax: 100,
        },
        ...PARTS.map((code, at) => ({
          ...named(code),
          code,
          parent: 'DDCI.TOTAL',
          level: 'component',
          weight: WEIGHTS[at]!,
          aggregation: 'none',
          scaleMin: 1,
          scaleMax: 10,
        })),
      ],
    },
  },
  ...PARTS.map((code) => ({
    kind: 'indicator',
    code,
    validFrom: '2020-01-01',
    attributes: {
      ...named(code),
      index: 'DDCI',
      component: code,
      kind: 'outcome',
      unit: 'điểm',
      direction: 'up',
      scored: false,
      aggTime: 'last',
      frequency: 'year',
      periodRule: 'SURVEY_YEAR',
      dueRule: 'PUB_3WD',
    },
  })),
] as unknown as CatalogueDraft[];

const SCORES: Readonly<Record<string, readonly number[]>> = { SXD: [8, 6, 5], SYT: [6, 9, 7] };
const YEARS = ['2021', '2022', '2023', '2024'];

describe('An index that is added as data alone', () => {
  it('is scored by its weights, ranked among its units, and judged over time', async () => {
    const scoring = await aScoring([...seededCatalogue(), ...NEW_INDEX]);
    await scoring.observe(
      YEARS.flatMap((period, year) =>
        Object.entries(SCORES).flatMap(([unit, values]) =>
          values.map((value, at) =>
            anObservation({
              indicator: PARTS[at]!,
              unit,
              period,
              value: value + year / 10,
              unitOfMeasure: 'điểm',
              cause: 'backfill',
              recordedAt: `${Number(period) + 1}-04-01T02:00:00.000Z`,
            }),
          ),
        ),
      ),
    );
    await scoring.settle();
    const place = { unit: 'SXD', period: '2021', rule: 'SURVEY_YEAR' };
    const score = await scoreOf(scoring, 'DDCI.TOTAL', place);
    const ranking = await rankingOf(scoring, 'DDCI.TOTAL', '2021', 'PG_SO');
    const trend = await trendOf(scoring, 'DDCI.TOTAL', { ...place, period: '2024' });
    await scoring.close();

    expect(score).toMatchObject({ index: 'DDCI', edition: 'DDCI-2020', state: 'scored', coverage: 1 });
    expect(score!.value).toBeCloseTo((50 * 8 + 30 * 6 + 20 * 5) / 10, 9);
    expect(score!.parts.reduce((sum, { contribution = 0 }) => sum + contribution, 0)).toBeCloseTo(
      score!.value!,
      9,
    );
    expect(ranking?.rows.map(({ unit, rank }) => [unit, rank])).toEqual([
      ['SYT', 1],
      ['SXD', 2],
    ]);
    expect(trend).toMatchObject({ index: 'DDCI', n: 4, breaks: [] });
  });
});
