import {
  CatalogueV1,
  type CatalogueEntry,
  eventOf,
  PublicationCompletedV1,
  RankChangedV1,
  type RankChanged,
  ScoreChangedV1,
  type ScoreChanged,
  TrendChangedV1,
  type TrendChanged,
} from '#contracts';

const anEntry = (kind: string, code: string, attributes: object) =>
  eventOf(CatalogueV1, {
    kind,
    code,
    attributes,
    validFrom: '2013-01-01',
    version: 1,
    cause: 'live',
    catalogueVersion: 1,
    recordedAt: '2021-01-01T00:00:00.000Z',
  } as unknown as CatalogueEntry) as never;

const named = (code: string) => ({ nameVi: `${code} vi`, nameEn: code });
const edition = (code: string, validFromPeriod: string, validToPeriod?: string, index = 'PCI') =>
  anEntry('edition', code, {
    index,
    validFromPeriod,
    ...(validToPeriod ? { validToPeriod } : {}),
    nodes: [
      {
        ...named('PCI.TOTAL'),
        code: 'PCI.TOTAL',
        level: 'index',
        aggregation: 'weighted-sum',
        scaleMin: 10,
        scaleMax: 100,
      },
      {
        ...named('PCI.03'),
        code: 'PCI.03',
        parent: 'PCI.TOTAL',
        level: 'component',
        weight: 100,
        aggregation: 'none',
        scaleMin: 1,
        scaleMax: 10,
      },
    ],
  });
const unit = (code: string, kind: string) =>
  anEntry('unit', code, { ...named(code), kind, level: 'province', reports: kind !== 'province' });
const indicator = (code: string, over: object = {}) =>
  anEntry('indicator', code, {
    ...named(code),
    index: 'PAPI',
    component: 'PAPI.5',
    kind: 'leading',
    unit: '%',
    direction: 'up',
    scored: true,
    aggTime: 'last',
    frequency: 'month',
    periodRule: 'M21',
    dueRule: 'D5',
    ...over,
  });
const member = (group: string, code: string) =>
  anEntry('peer-group-member', `${group}:${code}`, { group, unit: code });
const reports = (code: string) =>
  anEntry('assignment', `SVC.ONTIME:${code}`, {
    indicator: 'SVC.ONTIME',
    unit: code,
    role: 'reports',
    forUnit: code,
  });

/** 2022 is the last year of one edition and the first of the next. */
export const CATALOGUE = [
  edition('PCI-2013', '2013', '2022'),
  edition('PCI-2022', '2022'),
  edition('PAPI-2021', '2021', undefined, 'PAPI'),
  unit('T58', 'province'),
  unit('T27', 'province'),
  unit('SXD', 'department'),
  unit('SYT', 'department'),
  anEntry('peer-group', 'PG_TINH', named('PG_TINH')),
  anEntry('peer-group', 'PG_SO', named('PG_SO')),
  ...['T58', 'T27'].map((code) => member('PG_TINH', code)),
  ...['SXD', 'SYT'].flatMap((code) => [member('PG_SO', code), reports(code)]),
  indicator('SVC.ONTIME'),
  indicator('SVC.OVERDUE', { scored: false, direction: 'neutral' }),
  indicator('PCI.03', {
    index: 'PCI',
    component: 'PCI.03',
    kind: 'outcome',
    scored: false,
    frequency: 'year',
    periodRule: 'SURVEY_YEAR',
  }),
  anEntry('period-rule', 'M21', {
    ...named('M21'),
    cut: '21',
    timezone: 'Asia/Ho_Chi_Minh',
    idForm: 'YYYY-MM',
  }),
  anEntry('catalogue-version', '1', { entries: 20 }),
];

const common = { version: 1, cause: 'live' as const, catalogueVersion: 1 };
export function aScore(index: string, of: string, period: string, value: number, component = 'PCI.TOTAL') {
  const content: ScoreChanged = {
    ...ScoreChangedV1.example,
    ...common,
    index,
    component,
    period,
    value,
    edition: of,
    unit: 'T58',
    periodRule: 'SURVEY_YEAR',
    level: component === 'PCI.TOTAL' ? 'index' : 'component',
    parts:
      component === 'PCI.TOTAL'
        ? [
            {
              code: 'PCI.03',
              kind: 'component',
              weight: 100,
              state: 'present',
              value: value / 10,
              contribution: value,
            },
          ]
        : [],
    knownFrom: '2023-04-11T05:00:00.000Z',
  };
  return eventOf(ScoreChangedV1, content) as never;
}
/** What leads is judged, and nothing else. */
export function aTrendOfPci(period: string) {
  const content: TrendChanged = {
    ...TrendChangedV1.example,
    ...common,
    index: 'PCI',
    subject: 'PCI.TOTAL',
    subjectKind: 'index',
    unit: 'T58',
    period,
    periodRule: 'SURVEY_YEAR',
    family: 'PG_TINH',
    knownFrom: '2023-04-11T05:00:00.000Z',
  };
  return eventOf(TrendChangedV1, content) as never;
}
function aRanking(
  over: Partial<RankChanged>,
  rows: [string, number][],
  knownFrom = '2023-04-11T05:00:00.000Z',
) {
  const content: RankChanged = {
    ...RankChangedV1.example,
    ...common,
    ofN: rows.length,
    rows: rows.map(([code, value], at) => ({ unit: code, value, rank: at + 1 })),
    knownFrom,
    ...over,
  };
  return eventOf(RankChangedV1, content) as never;
}
export const aRankingOfPci = (index: string, of: string, rows: [string, number][]) =>
  aRanking({ index, edition: of, period: '2022', subject: 'PCI.TOTAL' }, rows);
export const anOnTimeRanking = (version: number, rows: [string, number][], knownFrom: string) => {
  const { index: _index, edition: _edition, ...example } = RankChangedV1.example;
  const place = {
    subject: 'SVC.ONTIME',
    subjectKind: 'indicator' as const,
    period: '2024-03',
    periodRule: 'M21',
  };
  const content: RankChanged = {
    ...example,
    ...common,
    ...place,
    version,
    peerGroup: 'PG_SO',
    ofN: rows.length,
    rows: rows.map(([code, value], at) => ({ unit: code, value, rank: at + 1 })),
    knownFrom,
  };
  return eventOf(RankChangedV1, content) as never;
};

/** PCI of 2022 as the office closed it with two provinces. */
export const aPartialPublication = () =>
  eventOf(PublicationCompletedV1, {
    ...PublicationCompletedV1.example,
    id: 'PCI:2022',
    period: '2022',
    state: 'partial',
    received: 2,
    results: [],
  }) as never;
