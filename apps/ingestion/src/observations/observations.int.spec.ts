import { ObservationRecordedV1, ObservationReturnedV1 } from '#contracts';
import { eventually } from '#testing';
import { aSmallCatalogue } from '../../test/a-catalogue.js';
import { anIngestion, type IngestionUnderTest } from '../../test/an-ingestion.js';

let ingestion: IngestionUnderTest;
const aRow = (given: object = {}) => ({
  indicator: 'SVC.ONTIME',
  unit: 'SXD',
  period: '2024-03',
  value: 96,
  ...given,
});
const recorded = (period: string) =>
  ingestion
    .sent(ObservationRecordedV1.topic)
    .then((events) => events.filter((event) => event['period'] === period));

beforeAll(async () => {
  ingestion = await anIngestion();
  await ingestion.start();
  await ingestion.setClock('2024-04-01T00:00:00.000Z');
  await ingestion.load(aSmallCatalogue());
});
afterAll(() => ingestion.stop());

describe('POST /observations', () => {
  it('records the good rows and returns the bad ones with their reasons in the caller’s language', async () => {
    const rows = [aRow({ period: '2023-01' }), aRow({ value: 130 }), aRow({ unit: 'NOBODY' })];
    const [good, high, unknown] = await ingestion.record(rows, {}, { as: 'REP.SXD', language: 'en' });
    expect(good).toMatchObject({ index: 0, outcome: 'recorded', revision: 0 });
    expect(high).toMatchObject({
      outcome: 'returned',
      problems: [
        { code: 'value.out-of-bounds', field: 'value', detail: 'The value 130 lies outside 0 to 100.' },
      ],
    });
    expect(unknown?.problems?.[0]?.code).toBe('unit.unknown');
    const [vietnamese] = await ingestion.record([aRow({ value: 100.5 })]);
    expect(vietnamese?.problems?.[0]?.detail).toBe('Giá trị 100,5 nằm ngoài khoảng từ 0 đến 100.');
    expect(await recorded('2023-01')).toEqual([
      {
        id: good?.id,
        indicator: 'SVC.ONTIME',
        unit: 'SXD',
        scoredUnit: 'SXD',
        period: '2023-01',
        value: 96,
        status: 'official',
        unitOfMeasure: '%',
        reportedBy: 'REP.SXD',
        revision: 0,
        version: 1,
        cause: 'live',
        catalogueVersion: 1,
        recordedAt: '2024-04-01T00:00:00.000Z',
      },
    ]);
  });

  it('changes nothing for the same row, and adds a revision for another value with its reason', async () => {
    const row = aRow({ period: '2023-02' });
    expect((await ingestion.record([row]))[0]?.outcome).toBe('recorded');
    expect((await ingestion.record([row]))[0]).toMatchObject({ outcome: 'unchanged', revision: 0 });
    expect((await ingestion.record([{ ...row, value: 95 }]))[0]?.problems?.[0]?.code).toBe('reason.missing');
    const corrected = { ...row, value: 95, reason: 'audit' };
    expect((await ingestion.record([corrected]))[0]).toMatchObject({ outcome: 'revised', revision: 1 });
    expect((await ingestion.record([corrected]))[0]).toMatchObject({ outcome: 'unchanged', revision: 1 });
    expect((await recorded('2023-02')).map(({ version, cause, value }) => [version, cause, value])).toEqual([
      [1, 'live', 96],
      [2, 'correction', 95],
    ]);
  });

  it('takes a cell once a request', async () => {
    const [first, second] = await ingestion.record([
      aRow({ period: '2023-03' }),
      aRow({ period: '2023-03', value: 1 }),
    ]);
    expect(first?.outcome).toBe('recorded');
    expect(second?.problems?.[0]).toMatchObject({ code: 'row.duplicate' });
  });

  it('gives the same key the same answer, also when two requests carry it at the same time', async () => {
    const request = () => ingestion.record([aRow({ period: '2023-04' })], {}, { key: 'k-1' });
    const answers = await Promise.all([request(), request(), request()]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await request()).toEqual(answers[0]);
    expect(answers[0]?.[0]?.outcome).toBe('recorded');
    expect(await recorded('2023-04')).toHaveLength(1);
    await expect(ingestion.record([aRow({ period: '2023-05' })], {}, { key: 'k-1' })).rejects.toThrow(
      'idempotency-key.reused',
    );
  });

  it('keeps one chain of revisions however many writers race, in whatever order of rows', async () => {
    const months = ['2022-01', '2022-02', '2022-03', '2022-04', '2022-05', '2022-06'];
    const requests = Array.from({ length: 12 }, (_, writer) => {
      const rows = months.map((period) => aRow({ period, value: writer, reason: 'other' }));
      return ingestion.record(writer % 2 ? rows : rows.toReversed());
    });
    const outcomes = (await Promise.all(requests)).flat().map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(months.length);
    expect(outcomes.filter((outcome) => outcome === 'revised')).toHaveLength(11 * months.length);
    for (const period of months)
      expect((await recorded(period)).map(({ version }) => version)).toEqual(
        Array.from({ length: 12 }, (_, place) => place + 1),
      );
  });

  it('lets the seed alone load history with its dates', async () => {
    const body = JSON.stringify({ observations: [aRow({ period: '2021-06' })], cause: 'backfill' });
    expect((await ingestion.send('/observations', body, { as: 'FOCAL' })).status).toBe(403);
    const dated = aRow({ period: '2021-06', recordedAt: '2021-06-20T10:00:00+07:00' });
    expect((await ingestion.record([dated], {}, { as: 'FOCAL' }))[0]?.problems?.[0]?.code).toBe(
      'recorded-at.right',
    );
    await ingestion.record([dated], { cause: 'backfill', demo: true });
    expect(await recorded('2021-06')).toMatchObject([
      { cause: 'backfill', demo: true, recordedAt: '2021-06-20T03:00:00.000Z' },
    ]);
    expect((await ingestion.record([dated], { cause: 'backfill', demo: true }))[0]?.outcome).toBe(
      'unchanged',
    );
  });

  it('refuses what is no request', async () => {
    const statusAndCode = async (body: string, type?: string) => {
      const answer = await ingestion.send('/observations', body, type === undefined ? {} : { type });
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    expect(await statusAndCode('{"observations": [')).toEqual([400, 'request.broken']);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect(await statusAndCode('{"observations": []}', type)).toEqual([415, 'request.media-type']);
    expect(await statusAndCode('{"rows": []}')).toEqual([400, 'request.shape']);
    expect(await statusAndCode('{"observations": [], "cause": "live"}')).toEqual([400, 'request.field']);
    expect(await statusAndCode('{"observations": [], "demo": "yes"}')).toEqual([400, 'request.field']);
    expect(await statusAndCode(JSON.stringify({ observations: ['x'.repeat(5 * 1024 * 1024)] }))).toEqual([
      413,
      'request.too-large',
    ]);
  });
});

describe('observation.reported', () => {
  it('is recorded, or answered on observation.returned; a second delivery changes nothing', async () => {
    const good = { ...aRow({ period: '2023-10' }), reportedBy: 'TEAM' };
    const bad = { ...aRow({ period: '2023-10', unit: 'TN', value: 130 }), reportedBy: 'TEAM' };
    const corrected = { ...good, value: 97, reason: 'correction' as const };
    await ingestion.report([good, bad, corrected]);
    await ingestion.report([corrected]);
    const returned = await eventually(async () => {
      const events = await ingestion.sent(ObservationReturnedV1.topic);
      return events.length > 0 ? events : undefined;
    });
    expect(returned).toMatchObject([
      {
        indicator: 'SVC.ONTIME',
        unit: 'TN',
        period: '2023-10',
        reportedBy: 'TEAM',
        problems: [
          {
            code: 'value.out-of-bounds',
            field: 'value',
            detail: 'Giá trị 130 nằm ngoài khoảng từ 0 đến 100.',
            detailEn: 'The value 130 lies outside 0 to 100.',
          },
        ],
      },
    ]);
    await eventually(async () => (await recorded('2023-10')).length >= 2);
    expect(
      (await recorded('2023-10')).map(({ version, value, reportedBy }) => [version, value, reportedBy]),
    ).toEqual([
      [1, 96, 'TEAM'],
      [2, 97, 'TEAM'],
    ]);
  });
});
