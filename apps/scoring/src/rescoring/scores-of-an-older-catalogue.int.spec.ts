import { aScoring, scoreOf, seededCatalogue, trendOf } from '../../test/a-scoring.js';
import { anObservation, aPublishedValue } from '../../test/builders.js';
import { beforeMerger, catalogueChanges, smallCatalogue } from '../../test/property/log-catalogue.js';
import { entriesOf, type ScoringInOneProcess } from '../../test/scoring-in-one-process.js';

const NO_NODE = { state: 'not-computed', reason: 'no-edition' };
const NO_INDICATOR = { state: 'not-computed', reason: 'no-indicator' };
const OWN = { unit: 'STNMT', period: '2024-12' };
const PROVINCE = { ...OWN, unit: 'TN' };
const YEAR = { unit: 'TN', period: '2022', rule: 'SURVEY_YEAR' };

describe('A score of an older catalogue that the newest one does not make', () => {
  const small = smallCatalogue(seededCatalogue());
  let scoring: ScoringInOneProcess;
  beforeEach(async () => {
    scoring = await aScoring(beforeMerger(small));
    await scoring.changeCatalogue([], 1);
    await scoring.observe([
      anObservation({ ...OWN, indicator: 'SVC.SATIS', recordedAt: '2024-12-17T02:00:00.000Z' }),
      aPublishedValue({ indicator: 'PAPI.4.4', period: '2022', value: 1.5 }),
    ]);
    await scoring.settle();
  });
  afterEach(() => scoring.close());

  const change = async (wanted: string) => {
    const { drafts, recordedAt } = catalogueChanges(small).find(({ name }) => name === wanted)!;
    await scoring.changeCatalogue(drafts, 2, recordedAt);
    await scoring.settle();
  };

  /** The newest trends of the published value: as an indicator, and as a node of its index. */
  const judgedAs = async () => {
    const trends = await scoring.database.query<{ body: string }>(
      `SELECT DISTINCT ON (index_code) body FROM trend_version WHERE subject = 'PAPI.4.4' AND unit = 'TN'
       ORDER BY index_code, version DESC`,
    );
    return trends.map(({ body }) => JSON.parse(body) as object);
  };

  it('is withdrawn where its edition has no such node any more, for the unit and for the province', async () => {
    expect(await scoreOf(scoring, 'PAPI.5', PROVINCE)).toMatchObject({
      coverage: expect.any(Number) as number,
    });

    await change('node');

    expect(await scoreOf(scoring, 'PAPI.5', OWN)).toMatchObject({ ...NO_NODE, cause: 'rescore' });
    expect(await scoreOf(scoring, 'PAPI.5', PROVINCE)).toMatchObject(NO_NODE);
    expect(await trendOf(scoring, 'PAPI.5', { ...OWN, rule: 'M15' })).toMatchObject({ withdrawn: true });
  });

  it('is withdrawn where nothing that is scored came in its period, and comes back whole with what is', async () => {
    await change('unscored');
    expect(await scoreOf(scoring, 'TASK', OWN)).toMatchObject(NO_INDICATOR);
    expect(await scoreOf(scoring, 'PAPI.5', PROVINCE)).toMatchObject(NO_INDICATOR);

    const onTime = { ...OWN, period: '2024-11', recordedAt: '2024-12-19T02:00:00.000Z' };
    await scoring.observe([anObservation(onTime)]);
    await scoring.settle();

    expect(await scoreOf(scoring, 'TASK', OWN)).toMatchObject({ state: 'insufficient' });
  });

  it('is not made anew from memory by what comes before its unit is scored again', async () => {
    const before = await scoreOf(scoring, 'PAPI.5', OWN);
    const { drafts, recordedAt } = catalogueChanges(small).find(({ name }) => name === 'unscored')!;
    scoring.catalogue.apply(entriesOf(drafts, 2, recordedAt));

    await scoring.observe([anObservation({ ...OWN, period: '2024-10', recordedAt })]);

    expect(await scoreOf(scoring, 'PAPI.5', { ...OWN, period: '2024-11' })).toMatchObject({ cause: 'live' });
    expect(await scoreOf(scoring, 'PAPI.5', OWN)).toEqual(before);
  });

  it('leaves a published value that is no node any more to itself, as an indicator', async () => {
    expect(await trendOf(scoring, 'PAPI.4.4', YEAR)).toMatchObject({ index: 'PAPI', n: 1 });

    await change('published-node');

    expect(await scoreOf(scoring, 'PAPI.4.4', YEAR)).toMatchObject(NO_NODE);
    expect(await judgedAs()).toEqual([
      expect.objectContaining({ subjectKind: 'indicator', n: 1 }),
      expect.objectContaining({ index: 'PAPI', withdrawn: true }),
    ]);
  });

  it('judges a value that has become a node with its index alone', async () => {
    await change('published-node');

    const editions = small.filter(({ kind, code }) => kind === 'edition' && code.startsWith('PAPI'));
    await scoring.changeCatalogue(editions, 3, '2025-05-05T02:00:00.000Z');
    await scoring.settle();

    expect(await scoreOf(scoring, 'PAPI.4.4', YEAR)).toMatchObject({ state: 'scored' });
    expect(await judgedAs()).toEqual([
      expect.objectContaining({ subjectKind: 'indicator', withdrawn: true }),
      expect.objectContaining({ index: 'PAPI', n: 1 }),
    ]);
  });
});
