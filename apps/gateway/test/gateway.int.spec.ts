import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CatalogueV1, ScoreChangedV1, eventOf, type CatalogueEntry, type ScoreChanged } from '#contracts';
import { eventually } from '#testing';
import { CallerTokens } from '#runtime';
import { aGateway, SECRET } from './a-gateway.js';
import { faultsOf } from './faults-of.js';

const anEntry = (over: Partial<CatalogueEntry> & Pick<CatalogueEntry, 'kind' | 'code' | 'attributes'>) =>
  eventOf(CatalogueV1, {
    validFrom: '2021-01-01',
    version: 1,
    cause: 'live',
    catalogueVersion: 1,
    recordedAt: '2021-01-01T00:00:00.000Z',
    ...over,
  }) as never;

const NODE = { level: 'index', aggregation: 'weighted-mean', scaleMin: 10, scaleMax: 100 } as const;
const UNIT = { nameVi: 'Sở TN&MT', nameEn: 'DONRE', kind: 'department', level: 'province', reports: true };
const revision = (recordedAt = '2024-06-01T00:00:00.000Z') => ({
  version: 2,
  catalogueVersion: 2,
  recordedAt,
});
const CATALOGUE = [
  anEntry({ kind: 'unit', code: 'STNMT', attributes: UNIT }),
  anEntry({
    kind: 'edition',
    code: 'LEAD-2022',
    attributes: {
      index: 'LEAD',
      validFromPeriod: '2022-01',
      nodes: [{ ...NODE, code: 'LEAD.GOV', nameVi: 'Điểm quản trị', nameEn: 'Governance' }],
    },
  }),
  anEntry({ kind: 'peer-group', code: 'PG_SO', attributes: { nameVi: 'Sở', nameEn: 'Departments' } }),
  anEntry({ kind: 'catalogue-version', code: '1', attributes: { entries: 3 } }),
];

const aScore = (over: Partial<ScoreChanged>) =>
  eventOf(ScoreChangedV1, {
    ...ScoreChangedV1.example,
    component: 'LEAD.GOV',
    level: 'index',
    ...over,
  }) as never;

describe('the gateway', () => {
  let gateway: Awaited<ReturnType<typeof aGateway>>;
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${gateway.url}/api/v1${path}`, { headers });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const scoreOf = async (period: string, asKnownOn = '') => {
    const { body } = await ask(`/scores/LEAD.GOV/STNMT/${period}${asKnownOn && `?asKnownOn=${asKnownOn}`}`);
    return JSON.parse(body) as { value?: number; version?: number; code?: string };
  };

  beforeAll(async () => {
    gateway = await aGateway();
    await gateway.send(CATALOGUE);
    await eventually(
      async () => (await ask('/scores/LEAD.GOV/STNMT/2024-03')).body.includes('score.unknown'),
      {
        within: 30_000,
      },
    );
  }, 120_000);
  afterAll(() => gateway.end());

  it('answers with the newest version, whatever order and however often the versions come', async () => {
    const version = (number: number, value: number) => aScore({ period: '2024-03', version: number, value });
    await gateway.send([version(2, 60), version(3, 70), version(1, 50), version(3, 70), version(2, 60)]);
    await eventually(async () => (await scoreOf('2024-03')).version === 3);
    expect(await scoreOf('2024-03')).toMatchObject({ value: 70, version: 3 });
    const [row] = await gateway.database.query<{ n: string }>(
      `SELECT count(*) AS n FROM gateway.score_version WHERE period = '2024-03'`,
    );
    expect(Number(row!.n)).toBe(3);
  });

  it('answers as things stood at an instant', async () => {
    const known = (version: number, value: number, day: string) =>
      aScore({ period: '2024-04', version, value, knownFrom: `${day}T02:00:00.000Z` });
    await gateway.send([known(1, 50, '2024-04-20'), known(2, 65, '2024-05-20')]);
    await eventually(async () => (await scoreOf('2024-04')).value === 65);
    expect((await scoreOf('2024-04', '2024-05-01T00:00:00Z')).value).toBe(50);
    expect((await scoreOf('2024-04', '2024-04-01T00:00:00Z')).code).toBe('score.unknown');
  });

  it('calls things what they were called as known at an instant', async () => {
    const renamed = { ...UNIT, nameVi: 'Sở Nông nghiệp và Môi trường' };
    await gateway.send([
      anEntry({ kind: 'unit', code: 'STNMT', attributes: renamed, ...revision('2024-06-01T00:00:00.000Z') }),
      anEntry({ kind: 'catalogue-version', code: '1', attributes: { entries: 1 }, ...revision() }),
    ]);
    const nameOf = async (asKnownOn = '') => {
      const score = await ask(`/scores/LEAD.GOV/STNMT/2024-04${asKnownOn && `?asKnownOn=${asKnownOn}`}`);
      const listed = await ask(`/units?on=2024-04-01${asKnownOn && `&asKnownOn=${asKnownOn}`}`);
      const [item] = (JSON.parse(listed.body) as { items: { attributes: { nameVi: string } }[] }).items;
      return [(JSON.parse(score.body) as { unit: { nameVi: string } }).unit.nameVi, item?.attributes.nameVi];
    };
    await eventually(async () => (await nameOf()).every((name) => name === renamed.nameVi), {
      within: 30_000,
    });
    expect(await nameOf('2024-05-01T00:00:00Z')).toEqual([UNIT.nameVi, UNIT.nameVi]);
    expect(await nameOf('2024-07-01T00:00:00Z')).toEqual([renamed.nameVi, renamed.nameVi]);
    // Scores are known before the catalogue was loaded; its first version names them.
    expect((await ask('/units?on=2024-04-01&asKnownOn=2020-01-01T00:00:00Z')).body).toContain(UNIT.nameVi);
  });

  it('refuses what does not exist with a stable code', async () => {
    const codeOf = async (path: string) =>
      JSON.parse((await ask(path)).body) as { code: string; status: number };
    expect(await codeOf('/scores/LEAD.GOV/NOPE/2024-03')).toMatchObject({
      code: 'unit.unknown',
      status: 404,
    });
    expect(await codeOf('/rankings/XYZ/2024-03')).toMatchObject({ code: 'index.unknown', status: 404 });
    expect(await codeOf('/rankings/LEAD.GOV/March')).toMatchObject({ code: 'period.unknown', status: 400 });
    expect(await codeOf('/heat?asKnownOn=then')).toMatchObject({ code: 'as-known-on.invalid', status: 400 });
  });

  it.each([
    ['/units/%E0%A4%A', 400, 'request.address'],
    ['/nowhere', 404, 'not-found'],
    ['/overview?asKnownOn=a&asKnownOn=b', 400, 'parameter.repeated'],
    ['/overview?asknownon=2024-01-01T00:00:00Z', 400, 'parameter.unknown'],
    ['/alerts?unit=%00', 400, 'field.unprintable'],
    [`/alerts?cursor=${Buffer.from('["0","a"]').toString('base64url')}`, 400, 'cursor.invalid'],
    ['/alerts?severity=loud', 400, 'severity.unknown'],
    ['/alerts/none', 404, 'alert.unknown'],
    ['/overview?since=then', 400, 'as-known-on.invalid'],
    ['/scores?level=top', 400, 'level.unknown'],
    ['/scores?component=NOPE', 404, 'subject.unknown'],
    ['/rankings/LEAD.GOV/2024-03?component=NOPE', 404, 'subject.unknown'],
    ['/indices/LEAD.GOV', 404, 'index.unknown'],
  ])('answers %s with %i and the code %s in the language of who asks', async (path, status, code) => {
    const [vi, en] = await Promise.all(
      ['vi', 'en'].map((language) => ask(path, { 'accept-language': language })),
    );
    expect(vi!.headers.get('content-type')).toContain('application/problem+json');
    const problems = [vi, en].map((answer) => JSON.parse(answer!.body) as { code: string; detail: string });
    expect(problems).toMatchObject([
      { status, code, type: expect.stringContaining(code) as string },
      { status, code },
    ]);
    expect(problems[0]!.detail).toMatch(/[ạ-ỹđàáâãèéêìíòóôõùúý]/i);
    expect(problems[0]!.detail).not.toBe(problems[1]!.detail);
  });

  it('answers a body that is not JSON in words of ours', async () => {
    gateway.ingestion.answer = { status: 200, body: '{}' };
    const broken = await fetch(`${gateway.url}/api/v1/caller`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: '{bad',
    });
    expect(await broken.json()).toMatchObject({
      code: 'request.broken',
      detail: 'The body is not valid JSON.',
    });
  });

  it.each(['text/xml', 'text/plain', 'application/x-www-form-urlencoded'])(
    'says of a body of %s that it must be JSON, whatever it holds',
    async (type) => {
      const response = await post('/observations', '{"observations":[]}', { 'content-type': type });
      const { code } = (await response.json()) as { code: string };
      expect([response.status, code]).toEqual([415, 'request.media-type']);
    },
  );

  it('answers a known ETag with nothing', async () => {
    const first = await ask('/editions?on=2024-01-01');
    const again = await ask('/editions?on=2024-01-01', { 'if-none-match': first.headers.get('etag')! });
    expect([first.status, again.status, again.body]).toEqual([200, 304, '']);
  });

  it('passes a command on byte for byte, with the caller in a token, and the answer back', async () => {
    gateway.ingestion.answer = { status: 200, body: '{"results":[{"index":0,"outcome":"recorded"}]}' };
    const body = '{ "observations" : [ {"value": 1.10} ] }';
    const headers = { 'x-chiso-act-as': 'an@REP.STNMT', 'idempotency-key': 'k-1' };
    const response = await post('/observations', body, headers);
    expect(await response.text()).toBe(gateway.ingestion.answer.body);
    const [request] = gateway.ingestion.received.slice(-1);
    expect(request).toMatchObject({ url: '/observations', body, headers: { 'idempotency-key': 'k-1' } });
    const token = request!.headers.authorization!.replace('Bearer ', '');
    expect(await new CallerTokens(SECRET).callerOf(token)).toMatchObject({
      person: 'an',
      positions: ['REP.STNMT'],
    });
  });

  it.each(['/plans', '/publications', '/obligation-starts', '/catalogue', '/demo'])(
    'passes %s on to ingestion under the rights of who asks',
    async (path) => {
      const response = await post(path, '{"state":"partial"}', { 'x-chiso-act-as': 'an@OPERATOR' });
      expect(response.status).toBe(200);
      const [request] = gateway.ingestion.received.slice(-1);
      expect(request).toMatchObject({ url: path, body: '{"state":"partial"}' });
      const token = request!.headers.authorization!.replace('Bearer ', '');
      expect((await new CallerTokens(SECRET).callerOf(token)).rights).toContain('operator');
    },
  );

  it('says when a service is away, and refuses what is too large', async () => {
    const away = await post('/alerts/a-1/acknowledge', '{}');
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
    const large = await post('/observations', `"${'x'.repeat(5 * 1024 * 1024)}"`);
    expect(large.status).toBe(413);
  });

  it('names who can be chosen, found with or without marks', async () => {
    const actorsOf = async (search: string) =>
      (JSON.parse((await ask(`/callers?search=${encodeURIComponent(search)}`)).body) as { actors: object[] })
        .actors;
    expect(await actorsOf('')).toHaveLength(2);
    expect(await actorsOf('DEMO-2')).toEqual([expect.objectContaining({ header: 'demo-2@FOCAL' })]);
    expect(await actorsOf('giám đốc')).toEqual([]);
  });

  it('keeps the progress of the loader alone', async () => {
    const report = '{"task":"history","done":5,"total":10}';
    expect((await post('/progress', report)).status).toBe(403);
    expect((await post('/progress', report, { 'x-chiso-act-as': 'seed@SEED' })).status).toBe(200);
    const status = JSON.parse((await ask('/status')).body) as { loading: boolean; load: unknown[] };
    expect(status).toMatchObject({ loading: true, load: [{ task: 'history', done: 5, total: 10 }] });
  });

  it.each([
    ['/overview', 'OverviewResponse'],
    ['/heat?period=2024-03', 'HeatResponse'],
    ['/departments/STNMT?period=2024-03', 'DepartmentResponse'],
    ['/rankings/LEAD.GOV/2024-03', 'RankingResponse'],
    ['/scores?unit=STNMT', 'ScoreListResponse'],
    ['/scores/LEAD.GOV/STNMT/2024-03', 'ScoreTreeResponse'],
    ['/series/LEAD.GOV/STNMT', 'SeriesResponse'],
    ['/units?on=2024-03-14', 'CatalogueListResponse'],
    ['/trends', 'TrendListResponse'],
    ['/alerts', 'AlertListResponse'],
    ['/obligations', 'ObligationListResponse'],
    ['/callers', 'CallersResponse'],
    ['/status', 'StatusResponse'],
    ['/heat?asKnownOn=then', 'Problem'],
  ] as const)('answers %s in the shape that it describes', async (path, name) => {
    expect(faultsOf(name, JSON.parse((await ask(path)).body))).toEqual([]);
  });

  it('describes every answer as OpenAPI 3.1 without a reference that leads nowhere', async () => {
    const response = await fetch(`${gateway.url}/api/openapi.json`);
    const text = await response.text();
    const document = JSON.parse(text) as {
      openapi: string;
      paths: Record<string, unknown>;
      components: { schemas: Record<string, unknown> };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths).toMatchObject({
      '/api/v1/publications': { post: {} },
      '/api/v1/obligation-starts': { post: {} },
    });
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name!);
    const [, shown] = /-d '(\{"observations".*\})'/.exec(readFileSync('README.md', 'utf8'))!;
    const request = new Ajv2020({ strict: false, validateFormats: false }).compile(
      document.components.schemas['ObservationsRequest'] as object,
    );
    expect([request(JSON.parse(shown!)), request.errors]).toEqual([true, null]);
  });
});
