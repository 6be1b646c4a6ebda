import { type ForecastChanged } from '#contracts';
import { aScoring, forecastOf, forecastVersionsOf } from '../../test/a-scoring.js';
import { aPlan, anObservation } from '../../test/builders.js';

const MONTHS = Array.from({ length: 26 }, (_, at) => {
  const year = 2022 + Math.floor(at / 12);
  return `${year}-${String((at % 12) + 1).padStart(2, '0')}`;
});
const OFFICES = ['STNMT', 'SXD', 'SYT', 'STC'];
const recordedAt = '2024-04-02T03:00:00.000Z';

/** Values of four departments, each with its own wave. */
const past = (months = MONTHS) =>
  OFFICES.flatMap((unit, office) =>
    months.map((period, at) =>
      anObservation({
        unit,
        period,
        value: 85 + 4 * Math.sin(at / 2 + office) + ((at * 5 + office) % 3),
        cause: 'backfill',
        recordedAt,
      }),
    ),
  );

const place = { unit: 'STNMT', rule: 'M21' };

describe('The forecasts of a subject', () => {
  let scoring: Awaited<ReturnType<typeof aScoring>>;
  beforeEach(async () => {
    scoring = await aScoring();
  });
  afterEach(async () => {
    await scoring.close();
  });

  it('are one entity a series: a newer month is its next version', async () => {
    await scoring.observe(past());
    await scoring.plan([aPlan(97)]);
    await scoring.settle();

    const first = await forecastOf(scoring, 'SVC.ONTIME', place);
    expect(first).toMatchObject({
      period: '2024-02',
      method: 'mean-of-three',
      version: 1,
      subjectKind: 'indicator',
    });
    expect(first?.steps.map(({ period }) => period).slice(0, 2)).toEqual(['2024-03', '2024-04']);
    expect(first?.steps[0]).toHaveProperty('lower95');
    expect(first?.target).toEqual({ period: '2024-12', value: 97 });
    expect(first?.requiredPace).toBeGreaterThan(0);

    await scoring.observe([anObservation({ period: '2024-03', value: 88 })]);
    await scoring.settle();

    const second = await forecastOf(scoring, 'SVC.ONTIME', place);
    expect(second).toMatchObject({ period: '2024-03', version: 2, cause: 'live' });
  });

  it('are written again only where they differ', async () => {
    await scoring.observe(past());
    await scoring.observe([anObservation({ unit: 'SXD', period: '2024-03', value: 90 })]);
    await scoring.settle();
    const before = await forecastVersionsOf(scoring);

    await scoring.observe([anObservation({ period: '2024-03', value: 88 })]);
    await scoring.settle();
    await scoring.database.query(
      `INSERT INTO forecast_due (subject, index_code, period_rule, family, subject_kind, from_day, cause, due_at)
       VALUES ('SVC.ONTIME', '', 'M21', 'PG_SO', 'indicator', '2022-01-20', 'rescore', now())`,
    );
    await scoring.forecastWhatIsDue();

    const added = (await forecastVersionsOf(scoring)).slice(before.length);
    expect(added.filter(({ subject }) => subject === 'SVC.ONTIME').map(({ unit }) => unit)).toEqual([
      'STNMT',
    ]);
  });

  it('are withdrawn where a series has become too short', async () => {
    await scoring.observe(past());
    await scoring.settle();

    await scoring.observe([
      anObservation({ period: '2024-02', revision: 1, value: 50, flag: 'B', cause: 'correction' }),
    ]);
    await scoring.settle();

    const withdrawn: Partial<ForecastChanged> = { method: 'none', steps: [], version: 2 };
    expect(await forecastOf(scoring, 'SVC.ONTIME', place)).toMatchObject(withdrawn);
    expect(await forecastOf(scoring, 'SVC.ONTIME', { ...place, unit: 'SXD' })).toMatchObject({
      method: 'mean-of-three',
    });
  });

  it('see the whole past when a plan speaks of a year to come', async () => {
    await scoring.observe(past());
    await scoring.settle();
    const steps = (await forecastOf(scoring, 'SVC.ONTIME', place))?.steps;
    const ahead = { period: '2029-12', lastDay: '2029-12-20', value: 99 };

    await scoring.plan([
      aPlan(99, { id: 'far', target: ahead, points: [ahead], recordedAt: '2024-04-05T02:00:00.000Z' }),
    ]);
    await scoring.settle();

    expect(await forecastOf(scoring, 'SVC.ONTIME', place)).toMatchObject({
      version: 2,
      steps,
      target: { period: '2029-12', value: 99 },
    });
  });
});
