import { type ObservationRecorded } from '#contracts';
import { aScoring, finalStateOf, scoreOf } from '../../test/a-scoring.js';
import { anObservation, aPublishedValue } from '../../test/builders.js';

const april = { unit: 'STNMT', period: '2024-04' };

describe('A dead letter about a value', () => {
  let scoring: Awaited<ReturnType<typeof aScoring>>;
  let offset = 0;
  beforeEach(async () => {
    scoring = await aScoring();
  });
  afterEach(async () => {
    await scoring.close();
  });

  const dies = async (value: string | ObservationRecorded) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    await scoring.database.query(
      `INSERT INTO dead_letter (consumer_group, topic, partition, message_offset, key, headers, value, code, detail)
       VALUES ('chiso.scoring.stage-1', 'chiso.observation.recorded.v1', 0, $1, 'STNMT', '{}', convert_to($2, 'UTF8'), 'event.poison', '')`,
      [offset++, text],
    );
    await scoring.settle();
  };
  const settles = async (state: 'replayed' | 'discarded') => {
    await scoring.database.query(`UPDATE dead_letter SET state = $1`, [state]);
    await scoring.settle();
  };
  const partOf = async (indicator: string) =>
    (await scoreOf(scoring, 'PAPI.5', april))?.parts.find(({ code }) => code === indicator);

  it('marks its cell, and the score that lacks too much without it, until it is replayed', async () => {
    const lost = anObservation({ indicator: 'SVC.ONTIME', value: 95 });
    await scoring.observe([anObservation({ indicator: 'SVC.SATIS', value: 80 })]);
    await scoring.settle();

    await dies(lost);
    expect(await partOf('SVC.ONTIME')).toMatchObject({ state: 'not-processed', inputs: [] });
    expect(await scoreOf(scoring, 'PAPI.5', april)).toMatchObject({
      state: 'not-processed',
      reason: 'not-processed',
    });

    await scoring.database.query(`UPDATE dead_letter SET state = 'replayed'`);
    await scoring.observe([lost]);
    await scoring.settle();
    expect(await partOf('SVC.ONTIME')).toMatchObject({ state: 'present', value: 95 });
    expect((await scoreOf(scoring, 'PAPI.5', april))?.state).not.toBe('not-processed');
  });

  it('hides the older value of its cell, which may be wrong, and gives it back once it is set aside', async () => {
    await scoring.observe([anObservation({ indicator: 'SVC.ONTIME', value: 95 })]);
    await scoring.settle();
    const before = await finalStateOf(scoring);

    await dies(anObservation({ indicator: 'SVC.ONTIME', value: 60, revision: 1 }));
    expect(await partOf('SVC.ONTIME')).toMatchObject({ state: 'not-processed' });

    await settles('discarded');
    expect(await partOf('SVC.ONTIME')).toMatchObject({ state: 'present', value: 95 });
    expect(await finalStateOf(scoring)).toBe(before);
  });

  it('marks a published result, even one of which nothing else is known', async () => {
    await dies(aPublishedValue({ indicator: 'PCI.03', value: 6.2 }));
    const place = { unit: 'TN', period: '2016', rule: 'SURVEY_YEAR' };
    expect(await scoreOf(scoring, 'PCI.03', place)).toMatchObject({ state: 'not-processed' });

    await settles('discarded');
    expect((await scoreOf(scoring, 'PCI.03', place))?.state).toBe('not-computed');
  });

  it('is found again by a process that starts afterwards', async () => {
    await dies(anObservation({ indicator: 'SVC.ONTIME', value: 95 }));
    const again = await scoring.reopened();
    await again.observe([anObservation({ indicator: 'SVC.SATIS', value: 80 })]);
    await again.settle();

    const parts = (await scoreOf(again, 'PAPI.5', april))?.parts ?? [];
    expect(parts.find(({ code }) => code === 'SVC.ONTIME')?.state).toBe('not-processed');
  });

  it.each([
    ['{', 'broken bytes'],
    ['{"indicator":"SVC.ONTIME","unit":"STNMT"}', 'no period'],
    ['{"indicator":"SVC.ONTIME","unit":"STNMT","period":"2024-W07"}', 'a period of another form'],
    ['{"indicator":"NO.SUCH","unit":"STNMT","period":"2024-03"}', 'an unknown indicator'],
    ['"text"', 'no object'],
  ])('marks nothing where its cell cannot be read: %s', async (value) => {
    await dies(value);

    expect(await scoring.database.query(`SELECT 1 FROM score_version`)).toEqual([]);
  });
});
