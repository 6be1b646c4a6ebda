import { anObservation } from '../../test/builders.js';
import { aScoring } from '../../test/a-scoring.js';
import { type ScoringInOneProcess } from '../../test/scoring-in-one-process.js';

const march = (value: number, revision: number) => anObservation({ period: '2024-03', value, revision });

describe('Verdicts kept in memory', () => {
  let scoring: ScoringInOneProcess;

  beforeEach(async () => {
    scoring = await aScoring();
    await scoring.observe([anObservation({ period: '2024-02', value: 90 }), march(95, 0)]);
    await scoring.settle();
  });
  afterEach(() => scoring.close());

  /** Change since February by version, as the trend of March has said it. */
  const said = async () =>
    (
      await scoring.database.query<{ change: number }>(
        `SELECT (body::json->>'changeSinceLast')::float8 AS change FROM trend_version
         WHERE subject = 'SVC.ONTIME' AND unit = 'STNMT' AND period = '2024-03' ORDER BY version`,
      )
    ).map(({ change }) => change);

  async function revised(by: ScoringInOneProcess, value: number, revision: number): Promise<void> {
    await by.observe([march(value, revision)]);
    await by.lookAtWhatIsUrgent();
  }

  it('are read again where another process has judged since', async () => {
    const other = await scoring.reopened();
    await revised(scoring, 94, 1);
    await revised(other, 93, 2);
    await revised(scoring, 92, 3);
    await revised(other, 91, 4);

    expect(await said()).toEqual([5, 4, 3, 2, 1]);
  });

  it('hold nothing of a transaction that was rolled back', async () => {
    const failing = scoring.database.transaction(async (tx) => {
      await tx.query(`UPDATE observation_version SET value = 80 WHERE period = '2024-03'`);
      await scoring.look(tx, { subject: 'SVC.ONTIME', rule: 'M21', group: 'PG_SO', from: '2024-03-20' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');

    await revised(scoring, 94, 1);

    expect(await said()).toEqual([5, 4]);
  });

  it('are read further back where an older period is touched', async () => {
    await scoring.observe([anObservation({ period: '2024-01', value: 70 })]);
    await scoring.lookAtWhatIsUrgent();
    await revised(scoring, 94, 1);

    expect((await said()).at(-1)).toBe(4);
  });
});
