import { aScoring, finalStateOf, scoreOf } from '../../test/a-scoring.js';
import { anObservation, aPublishedValue } from '../../test/builders.js';
import { eventually } from '#testing';

const PAST = ['2023-12', '2024-01', '2024-02', '2024-03'].flatMap((period) =>
  ['STNMT', 'SXD'].map((unit) =>
    anObservation({ unit, period, value: 92, recordedAt: `${period}-28T03:00:00.000Z` }),
  ),
);
const LATER = '2024-04-28T03:00:00.000Z';
const VERSIONS = ['score', 'trend', 'rating', 'rank', 'forecast'].map((kind) => `${kind}_version`);

describe('An operator who asks to have things computed again', () => {
  let scoring: Awaited<ReturnType<typeof aScoring>>;
  beforeEach(async () => {
    scoring = await aScoring();
    await scoring.observe([...PAST, aPublishedValue({ indicator: 'PCI.03', value: 6.2 })]);
    await scoring.settle();
  });
  afterEach(async () => {
    await scoring.close();
  });

  const ask = async (what: { index?: string; unit?: string; from?: string; to?: string } = {}) => {
    const { index, unit, from = '1900-01-01', to = '2999-12-31' } = what;
    const [request] = await scoring.database.query<{ id: number }>(
      `INSERT INTO recompute_request (index_code, unit, from_day, to_day, asked_by) VALUES ($1, $2, $3, $4, 'binh') RETURNING id`,
      [index, unit, from, to],
    );
    await scoring.markRequests();
    const [marked] = await scoring.database.query<{ units: number; cross_sections: number }>(
      'SELECT units, cross_sections FROM recompute_request WHERE id = $1 AND marked_at IS NOT NULL',
      [request!.id],
    );
    return marked;
  };
  const versions = async () => {
    const counts = VERSIONS.map((table) => scoring.database.query(`SELECT 1 FROM ${table}`));
    return (await Promise.all(counts)).map((rows) => rows.length);
  };

  it('gets nothing new where everything stands as it should', async () => {
    const before = [await versions(), await finalStateOf(scoring)];

    const marked = await ask();
    await scoring.settle();

    expect(marked?.units).toBe(3);
    expect(marked?.cross_sections).toBeGreaterThan(20);
    expect([await versions(), await finalStateOf(scoring)]).toEqual(before);
  });

  it('gets scores too for who answers for others and has nothing of its own yet', async () => {
    await scoring.observe([
      anObservation({
        indicator: 'EDU.STD',
        unit: 'TN',
        scoredUnit: 'SGDDT',
        period: '2024',
        value: 71,
        recordedAt: '2025-01-20T02:00:00.000Z',
      }),
    ]);
    await scoring.settle();
    const before = await finalStateOf(scoring);
    for (const table of ['scored_unit', 'score', 'score_version', 'unit_input'])
      await scoring.database.query(`DELETE FROM ${table} WHERE unit = 'SGDDT25'`);

    await ask();
    await scoring.settle();

    expect(await finalStateOf(scoring)).toEqual(before);
    expect(JSON.stringify(before).includes('SGDDT25')).toBe(true);
  });

  it.each([
    ['the process that made it', false],
    ['one that has just started', true],
  ])('gets what is wrong made right by %s, with the cause rescore', async (_by, isNew) => {
    const before = await finalStateOf(scoring);
    for (const [table, column] of [
      ['score', 'value'],
      ['score', 'digest'],
    ])
      await scoring.database.query(
        `UPDATE ${table} SET ${column} = '1' WHERE unit = 'STNMT' AND period = '2024-03' AND component = 'PCI.03'`,
      );
    const again = isNew ? await scoring.reopened() : scoring;

    await ask({ unit: 'STNMT', from: '2024-03-01', to: '2024-03-31' });
    await again.settle();

    const score = await scoreOf(again, 'PCI.03', { unit: 'STNMT', period: '2024-03' });
    expect(score).toMatchObject({ version: 2, cause: 'rescore' });
    expect(await finalStateOf(again)).toBe(before);
  });

  it('has only the units and cross-sections of an index looked at', async () => {
    expect(await ask({ index: 'PCI' })).toMatchObject({ units: 1 });
    const due = await scoring.database.query<{ index_code: string }>(
      'SELECT index_code FROM cross_section_due',
    );

    expect(new Set(due.map(({ index_code: index }) => index))).toEqual(new Set(['PCI']));
  });

  it('loses nothing where a value has the unit in hand', async () => {
    await ask();
    const another = anObservation({ unit: 'STNMT', period: '2024-04', value: 95, recordedAt: LATER });

    const works = await scoring.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE score IN SHARE ROW EXCLUSIVE MODE');
      const observed = scoring.observe([another]);
      await waitingAre(1);
      const rescored = scoring.rescoreWhatIsDue();
      await waitingAre(2);
      return [observed, rescored];
    });
    await Promise.all(works);
    await scoring.settle();
    const found = await finalStateOf(scoring);
    await ask();
    await scoring.settle();

    expect(await finalStateOf(scoring)).toEqual(found);
  });

  /** Connections of this database that wait for a lock. */
  const waitingAre = (n: number) =>
    eventually(async () => {
      const waiting = await scoring.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length === n;
    });
});
