import { eventually } from '#testing';
import { aGateway } from './a-gateway.js';
import {
  aPartialPublication,
  aRankingOfPci,
  aScore,
  aTrendOfPci,
  anOnTimeRanking,
  CATALOGUE,
} from './an-overlap.js';
import { faultsOf } from './faults-of.js';

describe('the gateway about editions and rankings', () => {
  let gateway: Awaited<ReturnType<typeof aGateway>>;
  const ask = async (path: string) => {
    const response = await fetch(`${gateway.url}/api/v1${path}`);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.text(),
    };
  };
  const answer = async (path: string) => JSON.parse((await ask(path)).body) as Record<string, unknown>;

  beforeAll(async () => {
    gateway = await aGateway();
    await gateway.send(CATALOGUE);
    await gateway.send([
      aPartialPublication(),
      aScore('PCI', 'PCI-2013', '2021', 60),
      aScore('PCI', 'PCI-2022', '2022', 66),
      aScore('PCI@PCI-2013', 'PCI-2013', '2022', 63),
      aTrendOfPci('2022'),
      aRankingOfPci('PCI', 'PCI-2022', [
        ['T58', 66],
        ['T27', 61],
      ]),
      aRankingOfPci('PCI@PCI-2013', 'PCI-2013', [
        ['T27', 64],
        ['T58', 63],
      ]),
      anOnTimeRanking(
        1,
        [
          ['SXD', 97],
          ['SYT', 95],
        ],
        '2024-03-22T03:00:00.000Z',
      ),
      anOnTimeRanking(
        2,
        [
          ['SYT', 98],
          ['SXD', 97],
        ],
        '2024-04-22T03:00:00.000Z',
      ),
    ]);
    // Each topic comes at its own time, and so does each partition of one.
    const comes = (path: string, part: string) =>
      eventually(async () => (await ask(path)).body.includes(part), { within: 60_000 });
    await comes('/rankings/SVC.ONTIME/2024-03', '"version":2');
    await comes('/scores/PCI/T58/2021', '"value":60');
    await comes('/scores/PCI/T58/2022?edition=PCI-2022', '"value":66');
    await comes('/scores/PCI/T58/2022?edition=PCI-2013', '"value":63');
  }, 120_000);
  afterAll(() => gateway.end());

  it('answers a score under the leading edition, and under the older one that is asked for', async () => {
    const both = ['PCI-2022', 'PCI-2013'];
    expect(await answer('/scores/PCI/T58/2022')).toMatchObject({
      value: 66,
      edition: 'PCI-2022',
      editions: both,
    });
    expect(await answer('/scores/PCI/T58/2022?edition=PCI-2022')).toMatchObject({ value: 66 });
    const older = await answer('/scores/PCI/T58/2022?edition=PCI-2013');
    expect(older).toMatchObject({
      value: 63,
      edition: 'PCI-2013',
      editions: both,
      index: { code: 'PCI.TOTAL' },
      scaleMax: 100,
      moved: { fromPeriod: '2021', comparable: true, change: 3 },
      versions: [{ version: 1, value: 63 }],
    });
    expect(faultsOf('ScoreTreeResponse', older)).toEqual([]);
    const sole = await answer('/scores/PCI/T58/2021');
    expect(sole).toMatchObject({ value: 60, edition: 'PCI-2013' });
    expect(sole).not.toHaveProperty('editions');
  });

  it('breaks at the new edition where the leading score is compared with the year before', async () => {
    expect(await answer('/scores/PCI/T58/2022')).toMatchObject({
      moved: { fromPeriod: '2021', comparable: false },
    });
  });

  it('lists scores of the leading editions, or of the one that is asked for, under the name of the index', async () => {
    const listed = async (query: string) =>
      (
        (await answer(`/scores?unit=T58&${query}`))['items'] as {
          index: string;
          edition: string;
          value: number;
        }[]
      ).map((row) => [row.index, row.edition, row.value]);
    expect(await listed('period=2022')).toEqual([['PCI', 'PCI-2022', 66]]);
    expect(await listed('index=PCI&period=2022')).toEqual([['PCI', 'PCI-2022', 66]]);
    expect(await listed('index=PCI&edition=PCI-2013')).toEqual([
      ['PCI', 'PCI-2013', 60],
      ['PCI', 'PCI-2013', 63],
    ]);
    expect(await listed('edition=PCI-2022')).toEqual([['PCI', 'PCI-2022', 66]]);
  });

  it('gives a series of what leads, or of the edition that is asked for in all of its years', async () => {
    const seriesOf = async (query: string) => {
      const series = await answer(`/series/PCI.TOTAL/T58${query}`);
      expect(faultsOf('SeriesResponse', series)).toEqual([]);
      const points = series['points'] as { period: string; edition: string; value: number }[];
      return {
        points: points.map((point) => [point.period, point.edition, point.value]),
        isJudged: series['trend'] !== undefined,
      };
    };
    const y2021 = ['2021', 'PCI-2013', 60];
    const y2022 = ['2022', 'PCI-2022', 66];
    expect(await seriesOf('')).toEqual({ points: [y2021, y2022], isJudged: true });
    expect(await seriesOf('?edition=PCI-2022')).toEqual({ points: [y2022], isJudged: true });
    const older = [y2021, ['2022', 'PCI-2013', 63]];
    expect(await seriesOf('?edition=PCI-2013')).toEqual({ points: older, isJudged: false });
  });

  it('never mixes two editions in one ranking', async () => {
    const unitsOf = async (query: string) => {
      const ranking = await answer(`/rankings/PCI/2022${query}`);
      expect(faultsOf('RankingResponse', ranking)).toEqual([]);
      const rows = ranking['rows'] as { unit: { code: string }; computed: { value: number; rank: number } }[];
      return [
        ranking['edition'],
        ...rows.map((row) => [row.unit.code, row.computed.rank, row.computed.value]),
      ];
    };
    expect(await unitsOf('')).toEqual(['PCI-2022', ['T58', 1, 66], ['T27', 2, 61]]);
    expect(await unitsOf('?edition=PCI-2013')).toEqual(['PCI-2013', ['T27', 1, 64], ['T58', 2, 63]]);
    const { type, body } = await ask('/rankings/PCI/2022.csv?edition=PCI-2013');
    expect(type).toContain('text/csv');
    expect(
      body
        .split('\n')
        .slice(1, 3)
        .map((line) => line.split(',').slice(0, 6).join()),
    ).toEqual([
      '2022,PG_TINH,PCI.TOTAL,PCI.TOTAL,PCI-2013,T27',
      '2022,PG_TINH,PCI.TOTAL,PCI.TOTAL,PCI-2013,T58',
    ]);
  });

  it('ranks a scored indicator among a peer group, now and as known on a date, as a table too', async () => {
    const ranking = await answer('/rankings/SVC.ONTIME/2024-03?peerGroup=PG_SO');
    expect(faultsOf('RankingResponse', ranking)).toEqual([]);
    expect(ranking).toMatchObject({
      index: { code: 'SVC.ONTIME' },
      component: 'SVC.ONTIME',
      periodRule: 'M21',
      held: 2,
      expected: 2,
      rows: [
        { unit: { code: 'SYT' }, computed: { value: 98, rank: 1, ofN: 2 } },
        { unit: { code: 'SXD' }, computed: { value: 97, rank: 2, ofN: 2 } },
      ],
    });
    const known = 'asKnownOn=2024-04-01T00:00:00Z';
    expect(await answer(`/rankings/SVC.ONTIME/2024-03?${known}`)).toMatchObject({
      version: 1,
      rows: [{ unit: { code: 'SXD' } }, { unit: { code: 'SYT' } }],
    });
    const { body } = await ask(`/rankings/SVC.ONTIME/2024-03.csv?${known}`);
    expect(body.split('\n')[1]).toContain('2024-03,PG_SO,SVC.ONTIME,SVC.ONTIME,,SXD');
    expect(await answer('/rankings/SVC.ONTIME/2024-03?peerGroup=PG_TINH')).toMatchObject({
      rows: [],
      held: 0,
    });
  });

  it('ranks a published component as the node of its index', async () => {
    expect(await answer('/rankings/PCI.03/2022')).toMatchObject({
      index: { code: 'PCI.TOTAL' },
      component: 'PCI.03',
      peerGroup: 'PG_TINH',
    });
  });

  it('says of a component too that its year was closed with only some provinces', async () => {
    for (const ranked of ['PCI', 'PCI.03'])
      expect(await answer(`/rankings/${ranked}/2022`)).toMatchObject({ state: 'partial', expected: 63 });
  });

  it.each([
    ['/scores/PCI/T58/2022?edition=PCI-1900', 404, 'edition.unknown'],
    ['/scores/PCI/T58/2021?edition=PCI-2022', 404, 'edition.wrong-period'],
    ['/rankings/PCI/2021?edition=PCI-2022', 404, 'edition.wrong-period'],
    ['/scores?edition=PCI-1900', 404, 'edition.unknown'],
    ['/series/PCI.TOTAL/T58?edition=PCI-1900', 404, 'edition.unknown'],
    ['/series/PCI.TOTAL/T58?edition=PAPI-2021', 404, 'edition.other-index'],
    ['/series/SVC.ONTIME/SXD?edition=PCI-2013', 400, 'parameter.for-indices'],
    ['/rankings/SVC.OVERDUE/2024-03', 404, 'indicator.not-ranked'],
    ['/rankings/SVC.ONTIME/2024', 400, 'period.wrong-form'],
    ['/rankings/SVC.ONTIME/2024-03?component=PCI.03', 400, 'parameter.for-indices'],
    ['/rankings/SVC.ONTIME/2024-03?peerGroup=NOPE', 404, 'peer-group.unknown'],
    ['/rankings/NOPE/2024-03', 404, 'index.unknown'],
    ['/rankings/PCI/2022.csv?edition=PCI-1900', 404, 'edition.unknown'],
  ])('refuses %s with %i and the code %s', async (path, status, code) => {
    expect(await answer(path)).toMatchObject({ status, code });
  });
});
