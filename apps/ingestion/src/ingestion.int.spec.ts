import { CatalogueV1, ClockMovedV1, PlanRecordedV1, PublicationCompletedV1 } from '#contracts';
import { eventually } from '#testing';
import { aDraft, anIndicator, aSmallCatalogue, aUnit } from '../test/a-catalogue.js';
import { type Answer, anIngestion, type IngestionUnderTest } from '../test/an-ingestion.js';

let ingestion: IngestionUnderTest;

beforeEach(async () => {
  ingestion = await anIngestion();
  await ingestion.start();
});
afterEach(() => ingestion.stop());

describe('the catalogue', () => {
  it('is sent with one version a change, its marker last; what says nothing new changes nothing', async () => {
    const drafts = aSmallCatalogue();
    expect((await ingestion.load(drafts)).catalogueVersion).toBe(1);
    const again = await ingestion.load(drafts);
    expect(again.catalogueVersion).toBe(1);
    expect(new Set(again.results.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
    const changed = await ingestion.load([anIndicator('SVC.ONTIME', { nameEn: 'on time' }, ['2021-01-01'])]);
    expect(changed).toMatchObject({ catalogueVersion: 2, results: [{ outcome: 'revised' }] });
    const events = await ingestion.sent(CatalogueV1.topic);
    expect(events).toHaveLength(drafts.length + 3);
    expect(events[drafts.length]).toMatchObject({
      kind: 'catalogue-version',
      version: 1,
      attributes: { entries: drafts.length },
    });
    expect(events.slice(-2)).toMatchObject([
      { kind: 'indicator', code: 'SVC.ONTIME', version: 2, catalogueVersion: 2 },
      { kind: 'catalogue-version', version: 2, catalogueVersion: 2 },
    ]);
  });

  it('returns drafts with faults by field, takes the others, and is the seed’s and the operator’s alone', async () => {
    const { results } = await ingestion.load([
      aDraft('peer-group', 'PG', { nameVi: 'nhóm' }),
      aDraft('peer-group', 'PG2', { nameVi: 'nhóm', nameEn: 'group' }, ['2024-13-01']),
      aDraft('peer-group', 'PG3', { nameVi: 'nhóm', nameEn: 'group' }),
      aDraft('catalogue-version', 'mine', { entries: 1 }),
    ]);
    expect(results.map(({ outcome, problems }) => [outcome, problems?.map(({ code }) => code)])).toEqual([
      ['returned', ['entry.attribute']],
      ['returned', ['entry.day']],
      ['recorded', undefined],
      ['returned', ['entry.kind']],
    ]);
    expect((await ingestion.send('/catalogue', '{"entries":[]}', { as: 'FOCAL' })).status).toBe(403);
  });
});

describe('plans', () => {
  it('become trajectories; the same plan changes nothing, another one is its next version', async () => {
    await ingestion.load(aSmallCatalogue());
    const plan = {
      indicator: 'SVC.ONTIME',
      unit: 'TN',
      base: { period: '2023-12', value: 94 },
      target: { period: '2024-04', value: 98 },
      shape: 'linear',
    };
    const outcome = async (given: object) =>
      (await ingestion.post<{ results: Answer[] }>('/plans', { plans: [given] }, { as: 'FOCAL' })).results[0];
    expect(await outcome(plan)).toMatchObject({
      outcome: 'recorded',
      id: 'SVC.ONTIME:TN:2024-04',
      revision: 0,
    });
    expect(await outcome(plan)).toMatchObject({ outcome: 'unchanged', revision: 0 });
    expect(await outcome({ ...plan, target: { period: '2024-04', value: 97 } })).toMatchObject({
      outcome: 'revised',
      revision: 1,
    });
    expect(
      (await outcome({ ...plan, target: { period: '2023-04', value: 97 } }))?.problems?.[0],
    ).toMatchObject({
      code: 'plan.target-before-base',
      field: 'target.period',
    });
    const [first, second] = await ingestion.sent(PlanRecordedV1.topic);
    expect(first).toMatchObject({ version: 1, scoredUnit: 'STNMT', cause: 'live' });
    expect((first!['points'] as { value: number }[]).map(({ value }) => value)).toEqual([95, 96, 97, 98]);
    expect(second).toMatchObject({ version: 2, cause: 'correction', target: { value: 97 } });
  });
});

describe('a publication', () => {
  it('is provisional, then partial where the office closes it, and completed when the last province comes after all', async () => {
    await ingestion.load([
      ...aSmallCatalogue(),
      aUnit('T06', ['2004-01-01', '2025-06-30'], { kind: 'province', reports: false }),
      aDraft('publication', 'PAPI:2020', {
        index: 'PAPI',
        period: '2020',
        expectedUnits: 2,
        publishedOn: '2021-04-14',
      }),
    ]);
    const total = (unit: string) => ({ indicator: 'PAPI.TOTAL', unit, period: '2020', value: 12 });
    const newest = async (state: string) =>
      eventually(async () => {
        const event = (await ingestion.sent(PublicationCompletedV1.topic)).at(-1);
        return event?.['state'] === state ? event : undefined;
      });
    await ingestion.record([total('TN')], { cause: 'backfill' });
    expect(await newest('provisional')).toMatchObject({
      received: 1,
      expected: 2,
      cause: 'backfill',
      version: 1,
    });
    const closing = { index: 'PAPI', period: '2020', state: 'partial' };
    expect(await ingestion.post('/publications', closing, { as: 'FOCAL' })).toMatchObject({
      state: 'partial',
      received: 1,
    });
    await ingestion.record([total('T06')], { cause: 'backfill' });
    expect(await newest('completed')).toMatchObject({ received: 2, version: 3, publishedOn: '2021-04-14' });
  });
});

describe('the day from which reports are expected', () => {
  it('is refused for an indicator that nobody knows, and for a day that is none', async () => {
    await ingestion.load(aSmallCatalogue());
    const refused = async (start: object) => {
      const answer = await ingestion.send('/obligation-starts', JSON.stringify({ starts: [start] }));
      const { code, detail } = (await answer.json()) as { code: string; detail: string };
      return [answer.status, code, detail];
    };
    expect(await refused({ indicator: 'NONE', startDay: '2024-01-01' })).toEqual([
      400,
      'indicator.unknown',
      'Không có chỉ tiêu “NONE” trong danh mục.',
    ]);
    expect(await refused({ indicator: 'SVC.ONTIME', startDay: '2024-02-30' })).toEqual([
      400,
      'request.field',
      'Trường startDay phải có dạng YYYY-MM-DD.',
    ]);
  });
});

describe('business time', () => {
  it('follows the report times of a demo’s live values, and runs on from where it stood once it is over', async () => {
    await ingestion.load(aSmallCatalogue());
    await ingestion.setClock('2024-03-31T16:59:00.000Z');
    const played = { indicator: 'SVC.ONTIME', unit: 'SXD', period: '2024-03', value: 96 };
    await ingestion.record([{ ...played, recordedAt: '2024-04-01T02:00:00.000Z' }], { demo: true });
    expect((await ingestion.sent(ClockMovedV1.topic)).at(-1)).toMatchObject({
      now: '2024-04-01T02:00:00.000Z',
      running: false,
      demoFeed: { state: 'playing', played: 1 },
    });
    const month = { from: '2024-04-01', until: '2024-04-30', played: 10, total: 10 };
    await ingestion.post('/demo', { state: 'over', ...month });
    await ingestion.restart();
    const row = { indicator: 'SVC.ONTIME', unit: 'SXD', period: '2024-02', value: 96 };
    await ingestion.record([row]);
    const [{ known_from: recordedAt }] = (await ingestion.database.query<{ known_from: Date }>(
      `SELECT known_from FROM ingestion.observation WHERE period = '2024-02'`,
    )) as [{ known_from: Date }];
    const elapsed = new Date(recordedAt).getTime() - Date.parse('2024-04-01T02:00:00.000Z');
    expect(elapsed).toBeGreaterThan(0);
    expect(elapsed).toBeLessThan(120_000);
  });
});
