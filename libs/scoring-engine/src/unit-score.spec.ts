import fc from 'fast-check';
import type { Edition } from './edition.js';
import { scoreProvince } from './province-estimate.js';
import type { ExpectedIndicator } from './scored-input.js';
import { scoreUnit } from './unit-score.js';

const MARCH = { id: '2021-03', firstDay: '2021-02-15', lastDay: '2021-03-14' };

const LEAD: Edition = {
  id: 'LEAD-2021',
  index: 'LEAD',
  validFromPeriod: '2021-01',
  validToPeriod: '2021-12',
  nodes: [
    { code: 'LEAD.COMP', level: 'index', aggregation: 'weighted-mean' },
    { code: 'PCI.01', parent: 'LEAD.COMP', level: 'component', weight: 5, aggregation: 'weighted-mean' },
    { code: 'PCI.03', parent: 'LEAD.COMP', level: 'component', weight: 20, aggregation: 'weighted-mean' },
    { code: 'TASK', level: 'component', aggregation: 'weighted-mean' },
  ],
};

function anIndicator(change: Partial<ExpectedIndicator> & { value?: number } = {}): ExpectedIndicator {
  const { value, ...rest } = change;
  const indicator = rest.indicator ?? 'A';
  const cell = { observationId: `o-${indicator}`, revision: 1, recordedAt: '2021-03-20T03:00:00.000Z' };
  return {
    indicator,
    forUnit: 'S',
    weight: 1,
    feeds: ['PCI.01'],
    direction: 'up',
    goalposts: { lo: 0, hi: 100 },
    aggTime: 'last',
    frequency: 'month',
    periods: [
      {
        period: '2021-03',
        firstDay: '2021-02-15',
        lastDay: '2021-03-14',
        obligation: value === undefined ? 'late' : 'received',
        ...(value === undefined ? {} : { cell: { ...cell, value } }),
      },
    ],
    ...rest,
  };
}

function score(expected: readonly ExpectedIndicator[]) {
  const [competitiveness, tasks] = scoreUnit({ edition: LEAD, scorePeriod: MARCH, expected });
  return { competitiveness: competitiveness!, tasks: tasks!, first: competitiveness!.components[0]! };
}

describe('the score of a unit', () => {
  it('is ten times the weighted mean of the components that it feeds', () => {
    const { competitiveness } = score([
      anIndicator({ value: 100 }),
      anIndicator({ indicator: 'B', feeds: ['PCI.03'], value: 50 }),
    ]);
    // 10 · (5·10 + 20·5.5) / 25
    expect(competitiveness).toMatchObject({
      kind: 'scored',
      score: 64,
      coverage: 1,
      knownFrom: '2021-03-20T03:00:00.000Z',
    });
    expect(competitiveness.contributions.map((part) => part.contribution)).toEqual([20, 44]);
  });

  it('turns the scale around where lower is better', () => {
    expect(score([anIndicator({ value: 20, direction: 'down' })]).first.score).toBe(8.2);
  });

  it('weighs indicators inside a component', () => {
    expect(
      score([anIndicator({ value: 100, weight: 2 }), anIndicator({ indicator: 'B', value: 0 })]).first.score,
    ).toBe(7);
  });

  it('clamps to the ends of the scale and flags it', () => {
    const { first } = score([anIndicator({ value: 140 }), anIndicator({ indicator: 'B', value: -3 })]);
    expect(first.inputs.map((input) => [input.score, input.flags])).toEqual([
      [10, ['clamped-high']],
      [1, ['clamped-low']],
    ]);
  });

  it('is none for a component under 70 % of its weight, never 0', () => {
    const { first, competitiveness } = score([
      anIndicator({ value: 100, weight: 69 }),
      anIndicator({ indicator: 'B', weight: 31 }),
    ]);
    expect(first).toMatchObject({ kind: 'insufficient', coverage: 0.69, pastDueShare: 0.31 });
    expect(first.score).toBeUndefined();
    expect(competitiveness).toMatchObject({ kind: 'insufficient', coverage: 0 });
  });

  it('stands at exactly 70 % of the weight', () => {
    const ten = Array.from({ length: 10 }, (_, at) =>
      anIndicator({ indicator: `I${at}`, weight: 0.1, ...(at < 7 ? { value: 50 } : {}) }),
    );
    expect(score(ten).first).toMatchObject({ kind: 'scored', coverage: 0.7, score: 5.5 });
  });

  it('counts a component under 70 % as 0 in the coverage of the index', () => {
    const { competitiveness } = score([
      anIndicator({ indicator: 'B' }),
      anIndicator({ indicator: 'C', feeds: ['PCI.03'], value: 50 }),
    ]);
    expect(competitiveness).toMatchObject({ kind: 'scored', coverage: 0.8, score: 55 });
  });

  it('says which components nothing feeds and leaves them out', () => {
    const { competitiveness } = score([anIndicator({ value: 50 })]);
    expect(competitiveness.components.map((component) => component.kind)).toEqual(['scored', 'no-indicator']);
    expect(competitiveness).toMatchObject({ score: 55, coverage: 1 });
  });

  it('gives a node without parent its own index on 1–10', () => {
    const { tasks, competitiveness } = score([anIndicator({ feeds: ['TASK'], value: 50 })]);
    expect(tasks).toMatchObject({ code: 'TASK', kind: 'scored', score: 5.5 });
    expect(competitiveness.kind).toBe('no-indicator');
  });

  it('shows neutral indicators and unscored counts without counting them', () => {
    const { first } = score([
      anIndicator({ value: 50 }),
      anIndicator({ indicator: 'N', direction: 'neutral', value: 3 }),
      anIndicator({ indicator: 'C', scored: false, value: 3 }),
    ]);
    expect(first).toMatchObject({ score: 5.5, coverage: 1 });
    expect(first.inputs).toHaveLength(1);
  });

  it('counts an indicator once in a component even where its edge is given twice', () => {
    expect(
      score([
        anIndicator({ value: 100, feeds: ['PCI.01', 'PCI.01'] }),
        anIndicator({ indicator: 'B', value: 0 }),
      ]).first.score,
    ).toBe(5.5);
  });

  it('keeps observation, revision and recorded time of each input', () => {
    expect(score([anIndicator({ value: 50 })]).first.inputs[0]?.observations).toEqual([
      {
        observationId: 'o-A',
        period: '2021-03',
        revision: 1,
        recordedAt: '2021-03-20T03:00:00.000Z',
        value: 50,
      },
    ]);
  });

  it('refuses a period of another edition, an indicator twice and goalposts without width', () => {
    expect(() =>
      scoreUnit({ edition: LEAD, scorePeriod: { ...MARCH, id: '2022-01' }, expected: [] }),
    ).toThrow('edition.wrong-period');
    expect(() => score([anIndicator({ value: 1 }), anIndicator({ value: 2 })])).toThrow('cell.two-values');
    expect(() => score([anIndicator({ value: 1, goalposts: { lo: 5, hi: 5 } })])).toThrow(
      'goalposts.invalid',
    );
    expect(() => score([anIndicator({ value: 1, weight: 0 })])).toThrow('weights.invalid');
  });

  it('has contributions that add up to 1e-9 and does not depend on the order of its input', () => {
    const indicators = fc.array(
      fc.record({
        value: fc.double({ min: -20, max: 120, noNaN: true }),
        weight: fc.double({ min: 0.01, max: 9, noNaN: true }),
        feed: fc.constantFrom('PCI.01', 'PCI.03', 'TASK'),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(indicators, (rows) => {
        const expected = rows.map((row, at) =>
          anIndicator({ indicator: `I${at}`, value: row.value, weight: row.weight, feeds: [row.feed] }),
        );
        const { competitiveness, tasks } = score(expected);
        for (const part of [competitiveness, tasks, ...competitiveness.components]) {
          const sum = part.contributions.reduce((total, one) => total + one.contribution, 0);
          expect(Math.abs(sum - (part.score ?? 0))).toBeLessThan(1e-9);
        }
        expect(score([...expected].reverse())).toEqual({
          competitiveness,
          tasks,
          first: competitiveness.components[0],
        });
      }),
    );
  });
});

describe("the province's own estimate", () => {
  it('is the same score over all units, each value once', () => {
    const shared = anIndicator({ indicator: 'P', forUnit: 'TN', value: 100 });
    const units = new Map([
      ['S', [anIndicator({ value: 0 }), shared]],
      ['T', [shared, anIndicator({ forUnit: 'T', value: 50 })]],
    ]);
    const [competitiveness] = scoreProvince({ edition: LEAD, scorePeriod: MARCH }, units);
    expect(competitiveness).toMatchObject({ score: 55, coverage: 1 });
    expect(
      competitiveness?.components[0]?.inputs.map((input) => `${input.indicator}@${input.forUnit}`),
    ).toEqual(['A@S', 'A@T', 'P@TN']);
  });

  it('refuses two rules for one value', () => {
    const units = new Map([
      ['S', [anIndicator({ forUnit: 'TN', value: 1 })]],
      ['T', [anIndicator({ forUnit: 'TN', value: 1, weight: 2 })]],
    ]);
    expect(() => scoreProvince({ edition: LEAD, scorePeriod: MARCH }, units)).toThrow('cell.two-values');
  });
});
