import { periodOf } from '#periods';
import {
  aDraft,
  anAssignment,
  anIndicator,
  aPublishedIndicator,
  aSmallCatalogue,
  aUnit,
  catalogueOf,
} from '../../test/a-catalogue.js';
import { askingOf, owedReports, owingToday, type OwedReport } from './owed-reports.js';

const catalogue = catalogueOf([
  ...aSmallCatalogue(),
  anIndicator('TASK.PLAN', { frequency: 'year', periodRule: 'CAL_Y', dueRule: 'PE_M11' }),
  anAssignment('TASK.PLAN', 'SXD', {}, ['2021-01-01']),
  anAssignment('TASK.PLAN', 'SNNMT25', {}, ['2025-03-01']),
  aPublishedIndicator('PAPI.P', { kind: 'perception' }),
  aDraft('publication', 'PAPI:2021', { index: 'PAPI', period: '2021', publishedOn: '2022-05-10' }),
  aUnit('DPY', ['2021-01-01', '2025-06-30'], { successorCodes: ['XA1', 'XA2'] }),
  aUnit('XA1', ['2025-07-01']),
  aUnit('XA2', ['2025-07-01']),
  ...['XA1', 'XA2'].map((unit) => anAssignment('SVC.ONTIME', unit, {}, ['2025-07-01'])),
]);
const march = periodOf('M15', '2024-03');

const owed = (reportingUnit: string): OwedReport => ({
  indicator: 'SVC.ONTIME',
  period: '2024-03',
  unit: reportingUnit,
  reportingUnit,
  scoredUnit: reportingUnit,
  opensAt: '',
  dueAt: '',
  graceEndsAt: '',
});

describe('the reports of a period', () => {
  it('are asked for when it ends, due by the rule, late after the grace', () => {
    expect(askingOf(catalogue, 'SVC.ONTIME', march)).toEqual({
      opensAt: '2024-03-14T17:00:00.000Z',
      dueAt: '2024-03-19T10:00:00.000Z',
      graceEndsAt: '2024-03-21T10:00:00.000Z',
    });
  });

  it('are asked for from the first day on where they fall due before the end', () => {
    expect(askingOf(catalogue, 'TASK.PLAN', periodOf('CAL_Y', '2024'))).toMatchObject({
      opensAt: '2023-12-31T17:00:00.000Z',
      dueAt: '2024-01-31T10:00:00.000Z',
    });
  });

  it('of a published component are asked for where the day of publication is known alone', () => {
    expect(askingOf(catalogue, 'PAPI.1', periodOf('SURVEY_YEAR', '2021'))).toMatchObject({
      opensAt: '2022-05-09T17:00:00.000Z',
      dueAt: '2022-05-13T10:00:00.000Z',
    });
    expect(askingOf(catalogue, 'PAPI.1', periodOf('SURVEY_YEAR', '2022'))).toBeUndefined();
    expect(askingOf(catalogue, 'PAPI.P', periodOf('SURVEY_YEAR', '2021'))).toBeUndefined();
  });

  it('are owed by the units assigned on the last day, the province’s by who reports it, scored for who answers', () => {
    const asking = askingOf(catalogue, 'SVC.ONTIME', march)!;
    const reports = owedReports(catalogue, 'SVC.ONTIME', march, asking, '2024-03-15');
    expect(reports.map((each) => [each.unit, each.reportingUnit, each.scoredUnit])).toEqual([
      ['STNMT', 'STNMT', 'STNMT'],
      ['SXD', 'SXD', 'SXD'],
      ['TN', 'SXD', 'STNMT'],
    ]);
    const april2025 = periodOf('M15', '2025-04');
    expect(
      owedReports(catalogue, 'SVC.ONTIME', april2025, asking, '2025-04-15').map(({ unit }) => unit),
    ).toEqual(['SXD', 'SNNMT25', 'TN']);
  });
});

describe('a body that is founded after the due day of a period under way', () => {
  const year = periodOf('CAL_Y', '2025');
  const asking = askingOf(catalogue, 'TASK.PLAN', year)!;

  it('owes nothing before it is founded', () => {
    expect(owedReports(catalogue, 'TASK.PLAN', year, asking, '2025-02-28').map(({ unit }) => unit)).toEqual([
      'SXD',
    ]);
  });

  it('gets the rule’s grace from then on, and the same again until it is late', () => {
    expect(owedReports(catalogue, 'TASK.PLAN', year, asking, '2025-03-01').at(-1)).toMatchObject({
      unit: 'SNNMT25',
      opensAt: '2025-02-28T17:00:00.000Z',
      dueAt: '2025-03-07T10:00:00.000Z',
      graceEndsAt: '2025-03-14T10:00:00.000Z',
    });
  });
});

describe('who owes a report today', () => {
  it('is the unit itself while it lives', () => {
    expect(owingToday(catalogue, owed('STNMT'), '2025-02-28')).toBe('STNMT');
  });

  it('is the one successor that reports the indicator now', () => {
    expect(owingToday(catalogue, owed('STNMT'), '2025-03-01')).toBe('SNNMT25');
  });

  it('is nobody where several bodies follow', () => {
    expect(owingToday(catalogue, owed('DPY'), '2025-07-01')).toBeUndefined();
  });
});
