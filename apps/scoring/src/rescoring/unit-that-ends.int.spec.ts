import { aScoring, rankingOf, ratingOf, scoreOf, seededCatalogue, trendOf } from '../../test/a-scoring.js';
import { anObligation, anObservation } from '../../test/builders.js';
import { beforeMerger, catalogueChanges, smallCatalogue } from '../../test/property/log-catalogue.js';
import { type ScoringInOneProcess } from '../../test/scoring-in-one-process.js';

/** The quarter ends on 14 March 2025, two weeks after planning and finance merged. */
const QUARTER = { period: '2025-Q1', rule: 'Q15' };

describe('A unit that turns out to have ended before the end of a period', () => {
  const small = smallCatalogue(seededCatalogue());
  const changeOf = (wanted: string) => catalogueChanges(small).find(({ name }) => name === wanted)!;
  let scoring: ScoringInOneProcess;
  beforeEach(async () => {
    scoring = await aScoring(beforeMerger(small));
    await scoring.changeCatalogue([], 1);
    const values = ['SVC.SATIS', 'SVC.ONTIME'].map((indicator) =>
      anObservation({
        indicator,
        unit: 'SKHDT',
        period: '2025-02',
        value: 95,
        recordedAt: '2025-02-17T02:00:00.000Z',
      }),
    );
    await scoring.observe(values);
    await scoring.settle();
  });
  afterEach(() => scoring.close());

  it('has its scores withdrawn, and leaves ranking and province', async () => {
    expect(await scoreOf(scoring, 'PAPI.5', { unit: 'SKHDT', ...QUARTER })).toMatchObject({
      state: 'scored',
    });
    expect((await rankingOf(scoring, 'PAPI.5', '2025-Q1', 'PG_SO'))?.ofN).toBe(1);

    const { drafts, recordedAt } = changeOf('merger');
    await scoring.changeCatalogue(drafts, 2, recordedAt);
    await scoring.settle();

    const withdrawn = { state: 'not-computed', reason: 'no-indicator', knownFrom: recordedAt };
    expect(await scoreOf(scoring, 'PAPI.5', { unit: 'SKHDT', ...QUARTER })).toMatchObject(withdrawn);
    expect(await scoreOf(scoring, 'PAPI.5', { unit: 'TN', ...QUARTER })).toMatchObject(withdrawn);
    expect((await rankingOf(scoring, 'PAPI.5', '2025-Q1', 'PG_SO'))?.rows).toEqual([]);
  });

  it('has everything withdrawn that was said of months after its end, and leaves the province as if it never was', async () => {
    const months = ['2024-12', '2025-01', '2025-03', '2025-04'];
    const values = ['SKHDT', 'STC'].flatMap((unit) =>
      months.map((period) =>
        anObservation({ unit, period, value: 90, recordedAt: `${period}-21T02:00:00.000Z` }),
      ),
    );
    await scoring.observe(values);
    await scoring.settle();
    const own = { unit: 'SKHDT', period: '2025-04' };
    const component = { ...own, rule: 'M15' };
    expect(await trendOf(scoring, 'SVC.ONTIME', own)).toMatchObject({ family: 'PG_SO', n: 5 });
    expect((await rankingOf(scoring, 'SVC.ONTIME', '2025-04', 'PG_SO'))?.ofN).toBe(2);
    expect(await ratingOf(scoring, 'PAPI.5', component)).toMatchObject({ reason: 'no-trajectory' });

    const { drafts, recordedAt } = changeOf('merger');
    await scoring.changeCatalogue(drafts, 2, recordedAt);
    await scoring.settle();

    const withdrawn = { withdrawn: true, version: 2, knownFrom: expect.any(String) as string };
    expect(await trendOf(scoring, 'SVC.ONTIME', own)).toMatchObject({ ...withdrawn, n: 0, breaks: [] });
    expect(await ratingOf(scoring, 'SVC.ONTIME', own)).toMatchObject({ ...withdrawn, rating: 'unrated' });
    expect(await trendOf(scoring, 'PAPI.5', component)).toMatchObject({ withdrawn: true, n: 0 });
    expect(await ratingOf(scoring, 'PAPI.5', component)).toMatchObject({
      withdrawn: true,
      rating: 'unrated',
    });
    expect((await rankingOf(scoring, 'SVC.ONTIME', '2025-04', 'PG_SO'))?.rows).toEqual([]);
    expect(await trendOf(scoring, 'PAPI.5', { ...component, unit: 'TN' })).toMatchObject({ withdrawn: true });
    expect(await trendOf(scoring, 'SVC.ONTIME', { ...own, period: '2025-02' })).toMatchObject({
      family: 'PG_SO',
      n: 3,
    });
  });

  it('breaks no series of the province where it was withdrawn', async () => {
    const { drafts, recordedAt } = changeOf('merger');
    await scoring.changeCatalogue(drafts, 2, recordedAt);
    await scoring.settle();
    const values = ['SVC.SATIS', 'SVC.ONTIME'].map((indicator) =>
      anObservation({ indicator, unit: 'STC25', period: '2025-04', recordedAt: '2025-04-22T02:00:00.000Z' }),
    );
    await scoring.observe(values);
    await scoring.settle();

    const next = { unit: 'TN', period: '2025-Q2', rule: 'Q15' };
    expect(await scoreOf(scoring, 'PAPI.5', { ...next, period: '2025-Q1' })).toMatchObject({
      reason: 'no-indicator',
    });
    expect((await trendOf(scoring, 'PAPI.5', next))?.breaks).toEqual([]);
  });

  it('takes the trend of a late report back that is late no more', async () => {
    const late = anObligation({ unit: 'SXD', period: '2024-11', state: 'late', version: 2 });
    await scoring.owe([late]);
    await scoring.settle();
    const place = { unit: 'SXD', period: '2024-11' };
    expect(await ratingOf(scoring, 'SVC.ONTIME', place)).toMatchObject({ rating: 'no-data' });

    await scoring.owe([{ ...late, state: 'ended', version: 3 }]);
    await scoring.settle();

    expect(await trendOf(scoring, 'SVC.ONTIME', place)).toMatchObject({ withdrawn: true, version: 2 });
    expect(await ratingOf(scoring, 'SVC.ONTIME', place)).toMatchObject({
      withdrawn: true,
      reason: 'withdrawn',
    });
  });

  it('shows new goalposts of an indicator whose value has not come', async () => {
    const place = { unit: 'SKHDT', period: '2024-12', rule: 'M15' };
    await scoring.observe([
      anObservation({
        indicator: 'SVC.SATIS',
        unit: 'SKHDT',
        period: '2024-12',
        recordedAt: '2024-12-17T02:00:00.000Z',
      }),
    ]);
    await scoring.settle();
    const goalpostsNow = async () =>
      (await scoreOf(scoring, 'PAPI.5', place))?.parts.find(({ code }) => code === 'SVC.ONTIME')?.goalposts;
    const before = await goalpostsNow();

    const { drafts, recordedAt } = changeOf('goalposts');
    await scoring.changeCatalogue(drafts, 2, recordedAt);
    await scoring.settle();

    expect([before, await goalpostsNow()]).toEqual([
      { lo: 80, hi: 100 },
      { lo: 50, hi: 100 },
    ]);
  });

  it('is judged in one family, as long as it stood, however its catalogue changes', async () => {
    const { drafts, recordedAt } = changeOf('merger');
    await scoring.changeCatalogue(drafts, 2, recordedAt);
    await scoring.changeCatalogue(changeOf('direction').drafts, 3, changeOf('direction').recordedAt);
    await scoring.settle();

    const families = await scoring.database.query<{ families: number }>(
      `SELECT count(DISTINCT body::json->>'family')::int AS families FROM trend_version
       WHERE unit = 'SKHDT' AND subject LIKE 'SVC.%' GROUP BY subject`,
    );
    expect(families.length).toBeGreaterThan(0);
    expect(families.every((row) => row.families === 1)).toBe(true);
  });
});
