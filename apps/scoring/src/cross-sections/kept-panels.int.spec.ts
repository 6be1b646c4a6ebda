import { anObservation } from '../../test/builders.js';
import { aScoring, rankingOf } from '../../test/a-scoring.js';
import { type ScoringInOneProcess } from '../../test/scoring-in-one-process.js';

describe('Panels kept in memory', () => {
  let scoring: ScoringInOneProcess;

  beforeEach(async () => {
    scoring = await aScoring();
    await scoring.observe([
      anObservation({ unit: 'STNMT', value: 95 }),
      anObservation({ unit: 'SXD', value: 90 }),
    ]);
    await scoring.settle();
  });
  afterEach(() => scoring.close());

  it('are read on with what another process has written since', async () => {
    const other = await scoring.reopened();
    await other.observe([anObservation({ unit: 'SYT', value: 99 })]);

    await scoring.lookAtWhatIsUrgent();

    expect(await order()).toEqual(['SYT', 'STNMT', 'SXD']);
  });

  it('see a transaction that was under way when they were read, once it has committed', async () => {
    const other = await scoring.reopened();
    let commit = (): void => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let written = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const slow = scoring.database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO observation_version (indicator, unit, period, revision, fingerprint, scored_unit, last_day, observation,
           value, status, known_from, version, cause, demo)
         SELECT indicator, 'SYT', period, revision, 1, 'SYT', last_day, 'slow', 99, status, known_from, version, cause, demo
         FROM observation_version WHERE unit = 'STNMT'`,
      );
      written();
      await mayCommit;
    });
    await isWritten;
    await scoring.observe([anObservation({ unit: 'SXD', value: 96, revision: 1 })]);
    await scoring.lookAtWhatIsUrgent();
    const before = await order();

    commit();
    await slow;
    await other.observe([anObservation({ unit: 'STNMT', value: 94, revision: 1 })]);
    await scoring.lookAtWhatIsUrgent();

    expect(before).toEqual(['SXD', 'STNMT']);
    expect(await order()).toEqual(['SYT', 'SXD', 'STNMT']);
  });

  it('hold nothing of a transaction that was rolled back', async () => {
    const failing = scoring.database.transaction(async (tx) => {
      await tx.query(`UPDATE observation_version SET value = 1 WHERE unit = 'STNMT'`);
      await scoring.look(tx, { subject: 'SVC.ONTIME', rule: 'M21', group: 'PG_SO', from: '2024-03-20' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');

    await scoring.observe([anObservation({ unit: 'SXD', value: 91, revision: 1 })]);
    await scoring.lookAtWhatIsUrgent();

    expect(await order()).toEqual(['STNMT', 'SXD']);
  });

  const order = async () =>
    (await rankingOf(scoring, 'SVC.ONTIME', '2024-03', 'PG_SO'))?.rows.map(({ unit }) => unit);
});
