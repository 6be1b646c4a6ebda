import { type CatalogueDraft, type CatalogueKind } from '#contracts';
import { Catalogue } from '#catalogue';

type Attributes = Record<string, unknown>;

export const aDraft = (
  kind: CatalogueKind,
  code: string,
  attributes: Attributes,
  [validFrom, validTo]: readonly [string, string?] = ['2004-01-01'],
): CatalogueDraft =>
  ({ kind, code, validFrom, ...(validTo === undefined ? {} : { validTo }), attributes }) as CatalogueDraft;

const names = { nameVi: 'tên', nameEn: 'name' };

/** An indicator of a department: a ratio in percent by administrative month, unless told otherwise. */
export const anIndicator = (code: string, given: Attributes = {}, dates?: readonly [string, string?]) =>
  aDraft(
    'indicator',
    code,
    {
      ...names,
      index: 'SVC',
      component: 'SVC',
      kind: 'leading',
      unit: '%',
      direction: 'up',
      scored: true,
      aggTime: 'ratio',
      ratioFactor: 100,
      frequency: 'month',
      periodRule: 'M15',
      dueRule: 'PE_3WD',
      scaleMin: 0,
      scaleMax: 100,
      ...given,
    },
    dates,
  );

export const aUnit = (code: string, dates?: readonly [string, string?], given: Attributes = {}) =>
  aDraft('unit', code, { ...names, kind: 'department', level: 'province', reports: true, ...given }, dates);

export const anAssignment = (
  indicator: string,
  unit: string,
  { role = 'reports', forUnit = unit }: { role?: 'reports' | 'answers'; forUnit?: string } = {},
  dates?: readonly [string, string?],
) =>
  aDraft('assignment', `${indicator}:${unit}:${role}:${forUnit}`, { indicator, unit, role, forUnit }, dates);

const node = (code: string, parent: string | undefined, scaleMin: number, scaleMax: number) => ({
  ...names,
  code,
  ...(parent === undefined ? {} : { parent }),
  level: parent === undefined ? 'index' : 'component',
  aggregation: parent === undefined ? 'sum' : 'none',
  scaleMin,
  scaleMax,
});

export const aPublishedIndicator = (code: string, given: Attributes = {}) =>
  anIndicator(code, {
    index: code.split('.')[0],
    component: code,
    kind: 'outcome',
    scored: false,
    aggTime: 'last',
    ratioFactor: undefined,
    frequency: 'year',
    periodRule: 'SURVEY_YEAR',
    dueRule: 'PUB_3WD',
    scaleMin: undefined,
    scaleMax: undefined,
    ...given,
  });

/** Rules, a small edition, two departments of which one is merged into a third, and a province. */
export const aSmallCatalogue = (): CatalogueDraft[] => [
  aDraft('period-rule', 'M15', {
    ...names,
    cut: 'month:15',
    timezone: 'Asia/Ho_Chi_Minh',
    idForm: 'YYYY-MM',
  }),
  aDraft('due-rule', 'PE_3WD', {
    ...names,
    anchor: 'period_end',
    offset: 3,
    unit: 'working-day',
    hour: 17,
    graceWorkingDays: 2,
  }),
  aDraft('due-rule', 'PE_M11', {
    ...names,
    anchor: 'period_end',
    offset: -11,
    unit: 'month',
    hour: 17,
    graceWorkingDays: 5,
  }),
  aDraft('due-rule', 'PUB_3WD', {
    ...names,
    anchor: 'publication',
    offset: 3,
    unit: 'working-day',
    hour: 17,
    graceWorkingDays: 5,
  }),
  aUnit('TN', ['2004-01-01', '2025-06-30'], { kind: 'province', reports: false, successorCodes: ['TN25'] }),
  aUnit('TN25', ['2025-07-01'], { kind: 'province', reports: false }),
  aUnit('STNMT', ['2021-01-01', '2025-02-28'], { successorCodes: ['SNNMT25'] }),
  aUnit('SXD', ['2021-01-01']),
  aUnit('SNNMT25', ['2025-03-01']),
  anIndicator('SVC.ONTIME', {}, ['2021-01-01']),
  anAssignment('SVC.ONTIME', 'STNMT', {}, ['2021-01-01', '2025-02-28']),
  anAssignment('SVC.ONTIME', 'SXD', {}, ['2021-01-01']),
  anAssignment('SVC.ONTIME', 'SNNMT25', {}, ['2025-03-01']),
  anAssignment('SVC.ONTIME', 'SXD', { forUnit: 'TN' }, ['2021-01-01', '2025-06-30']),
  anAssignment('SVC.ONTIME', 'STNMT', { role: 'answers', forUnit: 'TN' }, ['2021-01-01', '2025-02-28']),
  aPublishedIndicator('PAPI.TOTAL'),
  aPublishedIndicator('PAPI.1'),
  aPublishedIndicator('PAPI.2'),
  anAssignment('PAPI.1', 'SXD', { forUnit: 'TN' }, ['2021-01-01', '2025-06-30']),
  aDraft(
    'edition',
    'PAPI-2019',
    {
      index: 'PAPI',
      validFromPeriod: '2019',
      validToPeriod: '2020',
      nodes: [node('PAPI.TOTAL', undefined, 2, 20), node('PAPI.1', 'PAPI.TOTAL', 1, 10)],
    },
    ['2019-01-01', '2020-12-31'],
  ),
];

/** The drafts as a catalogue of version 1 holds them. */
export function catalogueOf(drafts: readonly CatalogueDraft[]): Catalogue {
  const catalogue = new Catalogue();
  const state = {
    version: 1,
    catalogueVersion: 1,
    cause: 'live' as const,
    recordedAt: '2021-01-01T00:00:00.000Z',
  };
  catalogue.apply([
    ...drafts.map((draft) => ({ ...draft, ...state })),
    { ...aDraft('catalogue-version', 'catalogue', { entries: drafts.length }), ...state },
  ]);
  return catalogue;
}
