import { ObligationChangedV1, ObservationRecordedV1 } from '#contracts';
import { eventually } from '#testing';
import { aDraft, aSmallCatalogue } from '../../test/a-catalogue.js';
import { anIngestion, type IngestionUnderTest } from '../../test/an-ingestion.js';

let ingestion: IngestionUnderTest;

beforeEach(async () => {
  ingestion = await anIngestion();
  await ingestion.start();
  await ingestion.load(aSmallCatalogue());
});
afterEach(() => ingestion.stop());

const aRow = (unit: string, period: string, recordedAt: string) => ({
  indicator: 'SVC.ONTIME',
  unit,
  period,
  value: 96,
  recordedAt,
});

/** The states of a report, one after the other. */
const statesOf = async (unit: string, period: string) =>
  (await ingestion.sent(ObligationChangedV1.topic))
    .filter((event) => event['unit'] === unit && event['period'] === period)
    .map(({ state, cause, recordedAt }) => [state, cause, recordedAt]);

const settles = (expectation: () => Promise<void>) =>
  eventually(async () => {
    await expectation();
    return true;
  });

describe('obligations', () => {
  it('of a loaded past are history: what came is received, what did not is late, and nobody is alarmed', async () => {
    await ingestion.setClock('2024-03-25T00:00:00.000Z');
    const rows = [
      aRow('SXD', '2024-02', '2024-02-16T03:00:00.000Z'),
      aRow('SXD', '2024-03', '2024-03-15T03:00:00.000Z'),
    ];
    await ingestion.record(rows, { cause: 'backfill' });
    await settles(async () => {
      expect(await statesOf('SXD', '2024-03')).toEqual([
        ['received', 'backfill', '2024-03-15T03:00:00.000Z'],
      ]);
      expect(await statesOf('STNMT', '2024-03')).toEqual([['late', 'backfill', '2024-03-21T10:00:00.000Z']]);
      expect(await statesOf('STNMT', '2024-02')).toEqual([['late', 'backfill', '2024-02-21T10:00:00.000Z']]);
    });
    expect(await statesOf('SXD', '2024-01')).toEqual([]);
    await ingestion.record([aRow('STNMT', '2024-03', '2024-03-24T03:00:00.000Z')], { cause: 'backfill' });
    expect((await statesOf('STNMT', '2024-03')).at(-1)).toEqual([
      'received',
      'backfill',
      '2024-03-24T03:00:00.000Z',
    ]);
  });

  it('follow business time: expected when the period ends, late after the grace, received when the value comes', async () => {
    await ingestion.setClock('2024-03-25T00:00:00.000Z');
    await ingestion.record([aRow('SXD', '2024-03', '2024-03-15T03:00:00.000Z')], { cause: 'backfill' });
    await settles(async () => expect(await statesOf('SXD', '2024-03')).toHaveLength(1));
    await ingestion.setClock('2024-04-14T17:00:00.000Z');
    await settles(async () => {
      expect(await statesOf('SXD', '2024-04')).toEqual([['expected', 'live', '2024-04-14T17:00:00.000Z']]);
      expect(await statesOf('TN', '2024-04')).toHaveLength(1);
    });
    await ingestion.record([{ indicator: 'SVC.ONTIME', unit: 'SXD', period: '2024-04', value: 97 }]);
    expect((await statesOf('SXD', '2024-04')).at(-1)).toEqual([
      'received',
      'live',
      '2024-04-14T17:00:00.000Z',
    ]);
    await ingestion.setClock('2024-04-24T00:00:00.000Z');
    await settles(async () =>
      expect((await statesOf('STNMT', '2024-04')).at(-1)).toEqual([
        'late',
        'live',
        '2024-04-19T10:00:00.000Z',
      ]),
    );
    expect(await statesOf('SXD', '2024-04')).toHaveLength(2);
  });

  it('are met by a value of an ended unit that its successor sends late, and that counts for who gave it', async () => {
    await ingestion.setClock('2025-02-28T10:00:00.000Z');
    await ingestion.record([aRow('SXD', '2025-02', '2025-02-16T03:00:00.000Z')], { cause: 'backfill' });
    await settles(async () => expect((await statesOf('STNMT', '2025-02')).at(-1)?.[0]).toBe('late'));
    await ingestion.setClock('2025-03-05T03:00:00.000Z');

    await ingestion.record([{ indicator: 'SVC.ONTIME', unit: 'STNMT', period: '2025-02', value: 94 }]);

    expect((await statesOf('STNMT', '2025-02')).at(-1)?.[0]).toBe('received');
    const recorded = (await ingestion.sent(ObservationRecordedV1.topic)).at(-1);
    expect(recorded).toMatchObject({ unit: 'STNMT', scoredUnit: 'STNMT', period: '2025-02', cause: 'live' });
  });

  it('pass to the one successor that reports the indicator, and end where there is none', async () => {
    await ingestion.setClock('2025-02-28T10:00:00.000Z');
    await ingestion.record([aRow('SXD', '2025-02', '2025-02-16T03:00:00.000Z')], { cause: 'backfill' });
    await settles(async () => expect((await statesOf('STNMT', '2025-02')).at(-1)?.[0]).toBe('late'));
    await ingestion.setClock('2025-02-28T17:00:00.000Z');
    const newest = async (unit: string) =>
      (await ingestion.sent(ObligationChangedV1.topic)).filter((event) => event['unit'] === unit).at(-1);
    await settles(async () =>
      expect(await newest('STNMT')).toMatchObject({
        state: 'late',
        reportingUnit: 'SNNMT25',
        period: '2025-02',
      }),
    );
    const { attributes } = aSmallCatalogue().find(({ code }) => code === 'SNNMT25')!;
    await ingestion.load([aDraft('unit', 'SNNMT25', attributes, ['2025-03-01', '2025-03-10'])]);
    await ingestion.setClock('2025-03-10T18:00:00.000Z');
    await settles(async () =>
      expect(await newest('STNMT')).toMatchObject({
        state: 'ended',
        reason: 'unit-ended',
        cause: 'backfill',
      }),
    );
  });
});
