import { type HeatColumn, type RatingCounts } from '#contracts';
import { type RatingRow } from '../marks/mark.query.js';
import { noCounts } from '../marks/mark-views.js';
import { type ScoreState } from '../scores/score.query.js';
import { heatRows, type HeatFacts } from './heat.response.js';
import { heatCsv } from './heat-csv.js';

const aColumn = (component: string): HeatColumn => ({
  component,
  index: 'LEAD.GOV',
  group: 'PAPI',
  nameVi: `Tên ${component}`,
  nameEn: component,
  scaleMin: 1,
  scaleMax: 10,
  inEdition: true,
});
const COLUMNS = [aColumn('PAPI.1'), aColumn('PAPI.2')];

const aScore = (unit: string, over: Partial<ScoreState> = {}): ScoreState => ({
  unit,
  index: 'LEAD.GOV',
  component: 'PAPI.2',
  period: '2024-11',
  periodRule: 'M15',
  edition: 'LEAD-2022',
  level: 'component',
  state: 'scored',
  value: 8,
  coverage: 1,
  version: 4,
  catalogueVersion: 1,
  cause: 'live',
  knownFrom: '2024-11-18T02:00:00.000Z',
  ...over,
});
const aUnit = (code: string) => ({ unit: { code, nameVi: code, nameEn: code }, unitKind: 'department' });
const facts = (scores: ScoreState[], over: Partial<HeatFacts> = {}): HeatFacts => ({
  scores,
  before: new Map(),
  ratings: new Map(),
  trends: new Map(),
  ...over,
});
const counts = (over: Partial<RatingCounts>): RatingCounts => ({ ...noCounts(), ...over });

describe('the heat table', () => {
  it('has no cell where a unit is not responsible, and says so by leaving it out', () => {
    const [row] = heatRows([aUnit('SXD')], COLUMNS, facts([aScore('SXD')]), new Map());
    expect(row!.cells.map((cell) => cell.component)).toEqual(['PAPI.2']);
  });

  it('puts the worst unit first: red, then no-data, then yellow', () => {
    const byUnit = new Map([
      ['A', counts({ yellow: 9 })],
      ['B', counts({ red: 1 })],
      ['C', counts({ noData: 1 })],
    ]);
    const rows = heatRows(['A', 'B', 'C'].map(aUnit), COLUMNS, facts([]), byUnit);
    expect(rows.map((row) => row.unit.code)).toEqual(['B', 'C', 'A']);
  });

  it('says how a score changed, and nothing where there was none before', () => {
    const before = new Map([['SXD|LEAD.GOV|PAPI.2', 7.5]]);
    const rows = heatRows(
      ['SXD', 'SYT'].map(aUnit),
      COLUMNS,
      facts([aScore('SXD'), aScore('SYT')], { before }),
      new Map(),
    );
    expect(rows.map((row) => row.cells[0]!.change)).toEqual([0.5, undefined]);
  });

  it('leaves a cell without a rating unrated and marks synthetic values', () => {
    const rating = { rating: 'red', reason: 'behind' } as RatingRow;
    const rows = heatRows(
      ['SXD', 'SYT'].map(aUnit),
      COLUMNS,
      facts([aScore('SXD', { demo: true }), aScore('SYT')], {
        ratings: new Map([['SXD|LEAD.GOV|PAPI.2', rating]]),
      }),
      new Map(),
    );
    expect(rows.map((row) => [row.cells[0]!.rating, row.cells[0]!.demo])).toEqual([
      ['red', true],
      ['unrated', undefined],
    ]);
  });

  it('is one row a cell as a table', () => {
    const rows = heatRows(
      [aUnit('SXD')],
      COLUMNS,
      facts([aScore('SXD'), aScore('SXD', { component: 'PAPI.1' })]),
      new Map(),
    );
    const period = { id: '2024-11', rule: 'M15', firstDay: '2024-10-15', lastDay: '2024-11-14' };
    const csv = heatCsv({ period, periods: [], edition: 'LEAD-2022', columns: COLUMNS, rows });
    expect(csv.trim().split('\n')).toHaveLength(3);
    expect(csv).toContain(
      '2024-11,SXD,SXD,LEAD.GOV,PAPI.1,Tên PAPI.1,scored,8,unrated,insufficient,none,,1,LEAD-2022',
    );
  });
});
