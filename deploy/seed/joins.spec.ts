import { provinceNames } from './catalogue/province-names.mjs';
import { plusDays } from './periods/days.mjs';
import { holdsOn, parts, readTable } from './tables.mjs';

/** The joins and rules that SOURCES.md names, on the files themselves. */
const START = '2021-01-01';
const HORIZON = '2026-12-31';
const END = '9999-12-31';
const DATED = ['valid_from', 'valid_to'] as const;
interface Dated {
  valid_from: string;
  valid_to: string;
}

const departments = readTable('departments', [
  'code',
  'kind',
  'reports',
  'parent_code',
  'successor_codes',
  ...DATED,
]);
const provinces = readTable('provinces', ['unit_code', 'successor_code', ...DATED]);
const indicators = readTable('indicators', [
  'code',
  'kind',
  'scored',
  'direction',
  'numerator_vi',
  'denominator_vi',
  'ratio_factor',
  'agg_unit',
  'feeds',
  'period_rule',
  'due_rule',
  ...DATED,
]);
const assignments = readTable('assignments', ['indicator', 'unit', 'role', 'for_unit', 'weight', ...DATED]);
const positions = readTable('positions', ['code', 'unit', 'portfolio_of', ...DATED]);
const responsibilities = readTable('responsibilities', [
  'component_code',
  'role',
  'org_code',
  'load',
  ...DATED,
]);
const goalposts = readTable('goalposts', ['indicator', 'lo', 'hi', ...DATED]);
const nodes = readTable('edition_nodes', ['edition', 'code', 'parent', 'level', 'weight']);

const next = (day: string) => (day === END ? END : plusDays(day, 1));
const until = ({ valid_to }: Dated) => valid_to || END;
const spans = merged([
  ...departments.map((row) => ({ ...row, unit: row.code })),
  ...provinces.map((row) => ({ ...row, unit: row.unit_code })),
]);
const reporting = (day: string) => departments.filter((row) => row.reports === 'yes' && holdsOn(row, day));

/** Days of each unit, adjoining rows joined. */
function merged(rows: (Dated & { unit: string })[]): Map<string, { from: string; to: string }[]> {
  const byUnit = Map.groupBy(rows, ({ unit }) => unit);
  return new Map(
    [...byUnit].map(([unit, ofUnit]) => {
      const joined: { from: string; to: string }[] = [];
      for (const row of ofUnit.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1))) {
        const last = joined.at(-1);
        if (last && row.valid_from <= next(last.to)) last.to = until(row) > last.to ? until(row) : last.to;
        else joined.push({ from: row.valid_from, to: until(row) });
      }
      return [unit, joined];
    }),
  );
}

const livesThrough = (unit: string, from: string, to: string) =>
  (spans.get(unit) ?? []).some((span) => span.from <= from && to <= span.to);
const dead = <T extends Dated>(rows: T[], unitOf: (row: T) => string) =>
  rows.filter((row) => !livesThrough(unitOf(row), row.valid_from, until(row)));

/** Days between two on which not exactly one row holds, named by the first of each stretch. */
function daysNotOne(rows: Dated[], from: string, to: string): string[] {
  const turns = new Set([from, ...rows.flatMap((row) => [row.valid_from, next(until(row))])]);
  return [...turns].filter(
    (day) => day >= from && day <= to && rows.filter((row) => holdsOn(row, day)).length !== 1,
  );
}

describe('units', () => {
  it.each([
    ['2021-06-30', 29],
    ['2025-04-15', 23],
    ['2025-08-01', 106],
  ])('report on %s: %d', (day, count) => {
    expect(reporting(day)).toHaveLength(count);
  });

  it('live through every row that names them', () => {
    expect(dead(assignments, ({ unit }) => unit)).toEqual([]);
    expect(dead(assignments, (row) => row.for_unit)).toEqual([]);
    expect(dead(positions, ({ unit }) => unit)).toEqual([]);
    expect(dead(readTable('peer_groups', ['unit', ...DATED]), ({ unit }) => unit)).toEqual([]);
    expect(dead(readTable('group_members', ['member', ...DATED]), ({ member }) => member)).toEqual([]);
    expect(
      dead(
        responsibilities.filter(({ load }) => load === 'yes'),
        (row) => row.org_code,
      ),
    ).toEqual([]);
  });

  it('hand over to successors that live on the next day', () => {
    const handovers = [
      ...departments.map((row) => ({ ...row, successors: parts(row.successor_codes) })),
      ...provinces.map((row) => ({ ...row, successors: parts(row.successor_code) })),
    ].filter((row) => row.valid_to !== '');
    const broken = handovers.filter(
      (row) =>
        row.successors.length === 0 ||
        row.successors.some((unit) => !livesThrough(unit, next(row.valid_to), next(row.valid_to))),
    );
    expect(broken).toEqual([]);
  });
});

describe('province names', () => {
  it('each mean one province in every file and year', () => {
    const unitOf = provinceNames();
    const files = [
      'pci_composite',
      'pci_subindices',
      'pci_indicators_2013_2016',
      'papi_dimensions',
      'papi_subdimensions',
    ];
    for (const file of files) {
      const pairs = new Set(
        readTable(file, ['province', 'year']).map((row) => `${row.province}|${row.year}`),
      );
      for (const pair of pairs)
        expect(unitOf(pair.split('|')[0] ?? '', pair.split('|')[1] ?? '')).toMatch(/^T/);
    }
  });

  it('may be spelled in several ways, and follow the merger of 2025', () => {
    const unitOf = provinceNames();
    expect(['TP HCM', 'BRVT', 'TT-Huế', 'Bắc Cạn', 'Hoà Bình'].map((name) => unitOf(name, '2024'))).toEqual([
      'T79',
      'T77',
      'T46',
      'T06',
      'T17',
    ]);
    expect([unitOf('Thái Nguyên', '2024'), unitOf('Thái Nguyên', '2025')]).toEqual(['TN', 'TN25']);
    expect(() => unitOf('Atlantis', '2024')).toThrow('Atlantis');
  });
});

describe('indicators', () => {
  it('are ratios with both parts and a factor, or neither', () => {
    const mixed = indicators.filter((row) => {
      const ratio = row.numerator_vi !== '';
      return [row.denominator_vi !== '', row.ratio_factor !== '', row.agg_unit === 'ratio'].some(
        (has) => has !== ratio,
      );
    });
    expect(mixed).toEqual([]);
  });

  it('feed components of a unit edition if and only if they are scored leading indicators', () => {
    const scoring = new Set(
      nodes
        .filter(({ edition, level }) => edition.startsWith('LEAD') && level === 'component')
        .map(({ code }) => code),
    );
    const wrong = indicators.filter((row) => {
      const feeds = parts(row.feeds);
      const isScored = row.kind === 'leading' && row.scored === 'yes';
      return (
        feeds.length > 0 !== isScored ||
        new Set(feeds).size < feeds.length ||
        feeds.some((code) => !scoring.has(code))
      );
    });
    expect(wrong).toEqual([]);
    expect(indicators.filter(({ kind, scored }) => kind === 'leading' && scored === 'yes')).toHaveLength(62);
  });

  it('are never scored where they are neutral', () => {
    expect(indicators.filter(({ direction, scored }) => direction === 'neutral' && scored === 'yes')).toEqual(
      [],
    );
  });

  it('name rules that exist', () => {
    const periodRules = new Set(readTable('period_rules', ['code']).map(({ code }) => code));
    const dueRules = new Set(readTable('due_rules', ['code']).map(({ code }) => code));
    expect(
      indicators.filter((row) => !periodRules.has(row.period_rule) || !dueRules.has(row.due_rule)),
    ).toEqual([]);
  });

  it('have goalposts on every day they are scored as leading ones', () => {
    const gaps = indicators
      .filter(({ kind, scored }) => kind === 'leading' && scored === 'yes')
      .flatMap(({ code, valid_from, valid_to }) => {
        const rows = goalposts.filter(({ indicator }) => indicator === code);
        const last = valid_to && valid_to < HORIZON ? valid_to : HORIZON;
        return daysNotOne(rows, valid_from, last).map((day) => `${code} ${day}`);
      });
    expect(gaps).toEqual([]);
    expect(goalposts.filter(({ lo, hi }) => !(Number(lo) < Number(hi)))).toEqual([]);
  });
});

describe('duties', () => {
  it('let exactly one unit answer each indicator on each day', () => {
    const answers = Map.groupBy(
      assignments.filter(({ role }) => role === 'answers'),
      ({ indicator }) => indicator,
    );
    const wrong = indicators.flatMap(({ code, valid_from, valid_to }) => {
      const from = valid_from > START ? valid_from : START;
      const last = valid_to && valid_to < HORIZON ? valid_to : HORIZON;
      return daysNotOne(answers.get(code) ?? [], from, last).map((day) => `${code} ${day}`);
    });
    expect(wrong).toEqual([]);
  });

  it('weight scored leading indicators and no others', () => {
    const scored = new Set(
      indicators.filter((row) => row.kind === 'leading' && row.scored === 'yes').map(({ code }) => code),
    );
    const wrong = assignments.filter(
      ({ role, indicator, weight }) => role === 'reports' && scored.has(indicator) !== Number(weight) > 0,
    );
    expect(wrong).toEqual([]);
  });

  it('expect no value twice: one reporter a day for each indicator and unit', () => {
    const reports = Map.groupBy(
      assignments.filter(({ role }) => role === 'reports'),
      (row) => `${row.indicator} ${row.for_unit}`,
    );
    const twice = [...reports].flatMap(([key, rows]) =>
      rows.flatMap((row) => {
        const count = rows.filter((other) => holdsOn(other, row.valid_from)).length;
        const isOwn = indicators.find(({ code }) => code === row.indicator)?.kind !== 'outcome';
        return count > 1 && isOwn ? [`${key} ${row.valid_from}`] : [];
      }),
    );
    expect(twice).toEqual([]);
  });

  it('give every component with a lead one lead on each day', () => {
    const leads = Map.groupBy(
      responsibilities.filter(({ role, load }) => role === 'lead' && load === 'yes'),
      (row) => row.component_code,
    );
    for (const [component, rows] of leads) {
      const to = rows.reduce((last, row) => (until(row) > last ? until(row) : last), START);
      expect({ component, days: daysNotOne(rows, START, to < HORIZON ? to : HORIZON) }).toEqual({
        component,
        days: [],
      });
    }
  });

  it('put every reporting unit in one portfolio, with one head and one reporting officer', () => {
    for (const day of ['2021-06-30', '2023-06-30', '2025-04-15', '2025-08-01']) {
      const held = positions.filter((row) => holdsOn(row, day));
      const portfolios = held.flatMap((row) => parts(row.portfolio_of));
      const wrong = reporting(day).filter(
        ({ code }) =>
          portfolios.filter((unit) => unit === code).length !== 1 ||
          held.filter((row) => row.code === `HEAD.${code}`).length !== 1 ||
          held.filter((row) => row.code === `REP.${code}`).length !== 1,
      );
      expect(wrong).toEqual([]);
    }
  });
});

describe('editions', () => {
  it('have a tree of known nodes, and PCI weights that add to 100', () => {
    for (const [edition, tree] of Map.groupBy(nodes, (node) => node.edition)) {
      const codes = new Set(tree.map(({ code }) => code));
      expect(tree.filter(({ parent }) => parent !== '' && !codes.has(parent))).toEqual([]);
      const weights = tree.filter(({ parent, weight }) => parent === 'PCI.TOTAL' && weight !== '');
      const sum = weights.reduce((total, { weight }) => total + Number(weight), 0);
      const near = weights.length === 0 || Math.abs(sum - 100) < 0.015;
      expect({ edition, near }).toEqual({ edition, near: true });
    }
  });
});
