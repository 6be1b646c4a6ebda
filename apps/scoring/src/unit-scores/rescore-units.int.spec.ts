import { anObligation, anObservation, aPlan } from '../../test/builders.js';
import { aScoring, ratingOf, scoreOf, seededCatalogue } from '../../test/a-scoring.js';
import { type ScoringInOneProcess } from '../../test/scoring-in-one-process.js';

const STNMT = { unit: 'STNMT', period: '2024-04' };

describe('Scoring a unit again', () => {
  let scoring: ScoringInOneProcess;
  beforeEach(async () => {
    scoring = await aScoring();
  });
  afterEach(() => scoring.close());

  it('keeps the newer revision when the older one arrives later', async () => {
    await scoring.observe([anObservation({ revision: 1, value: 96 })]);
    await scoring.observe([anObservation({ revision: 0, value: 82 })]);

    expect(await inputsOf('PAPI.5')).toMatchObject([{ revision: 1, value: 96 }]);
  });

  it('shows a conflict for two values of one revision until a higher revision comes', async () => {
    await scoring.observe([anObservation({ value: 96 }), anObservation({ value: 90 })]);
    expect(await stateOf('SVC.ONTIME')).toBe('conflict');

    await scoring.observe([anObservation({ revision: 1, value: 91 })]);

    expect(await stateOf('SVC.ONTIME')).toBe('present');
  });

  it('says nothing new when a slice comes a second time', async () => {
    const slice = [anObservation({ value: 93 })];
    await scoring.observe(slice);
    await scoring.database.query('DELETE FROM outbox');

    await scoring.observe(slice);

    expect(await scoring.database.query('SELECT topic FROM outbox')).toEqual([]);
  });

  it('stores a score once for the two topics that it goes to', async () => {
    await scoring.observe([anObservation({ value: 93 })]);

    const rows = await scoring.database.query<{ topic: string; copies: string }>(
      'SELECT topic, copies FROM outbox',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { topic, copies } of rows) {
      expect(topic).toBe('chiso.score.changed.v1');
      const [copy] = JSON.parse(copies) as [string, string, string][];
      expect(copy?.slice(0, 2)).toEqual(['chiso.score.state.v1', expect.stringContaining('STNMT')]);
    }
  });

  it('lets the month before stand in until a report is late, and carries it, flagged, from then on', async () => {
    await scoring.observe([
      anObservation({ period: '2024-03' }),
      anObservation({ indicator: 'SVC.SATIS', period: '2024-05', recordedAt: '2024-05-16T02:00:00.000Z' }),
    ]);
    const may = { unit: 'STNMT', period: '2024-05' };
    expect(await partOf('SVC.ONTIME', may)).toMatchObject({ state: 'stand-in' });

    await scoring.owe([anObligation({ period: '2024-04' })]);

    expect(await partOf('SVC.ONTIME', may)).toMatchObject({ state: 'carried', flags: ['carried'] });
  });

  it('rates a report that is past due as no data, and its value against the plan once it has come', async () => {
    await scoring.plan([aPlan(96)]);
    await scoring.owe([anObligation()]);
    await scoring.settle();
    expect(await ratingOf(scoring, 'SVC.ONTIME', { unit: 'STNMT', period: '2024-03' })).toMatchObject({
      rating: 'no-data',
    });

    await scoring.observe([anObservation({ value: 97 })]);
    await scoring.settle();

    expect(await ratingOf(scoring, 'SVC.ONTIME', { unit: 'STNMT', period: '2024-03' })).toMatchObject({
      rating: 'green',
      value: 97,
      planned: 96,
    });
  });

  it('scores again under new goalposts, with the cause rescore', async () => {
    await scoring.observe([anObservation({ value: 90 })]);
    const before = await partOf('SVC.ONTIME', STNMT);
    const wider = seededCatalogue()
      .filter(({ kind, code }) => kind === 'goalposts' && code === 'SVC.ONTIME:LEAD-2022')
      .map((draft) => ({ ...draft, attributes: { ...draft.attributes, lo: 50 } }));

    await scoring.changeCatalogue(wider, 2, '2024-06-01T00:00:00.000Z');

    const after = await scoreOf(scoring, 'PAPI.5', STNMT);
    expect(before).toMatchObject({ goalposts: { lo: 80, hi: 100 } });
    expect(after).toMatchObject({
      cause: 'rescore',
      catalogueVersion: 2,
      knownFrom: '2024-06-01T00:00:00.000Z',
    });
    expect(await partOf('SVC.ONTIME', STNMT)).toMatchObject({ goalposts: { lo: 50, hi: 100 } });
  });

  it('puts an event about an unknown indicator aside and goes on with the others', async () => {
    await scoring.observe([anObservation({ indicator: 'NO.SUCH' }), anObservation({ value: 88 })]);

    expect(scoring.rejections).toMatchObject([{ code: 'indicator.unknown' }]);
    expect(await inputsOf('PAPI.5')).toMatchObject([{ value: 88 }]);
  });

  const inputsOf = async (component: string) =>
    (await scoreOf(scoring, component, STNMT))?.parts.flatMap(({ inputs = [] }) => inputs);
  const partOf = async (indicator: string, place: { unit: string; period: string }) =>
    (await scoreOf(scoring, 'PAPI.5', place))?.parts.find(({ code }) => code === indicator);
  const stateOf = async (indicator: string) => (await partOf(indicator, STNMT))?.state;
});
