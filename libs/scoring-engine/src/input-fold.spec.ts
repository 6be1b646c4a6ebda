import type { CandidatePeriod, Cell } from './candidate-period.js';
import { foldInput } from './input-fold.js';

const MARCH = { id: '2021-03', firstDay: '2021-02-15', lastDay: '2021-03-14' };
const MONTHLY = { aggTime: 'last', frequency: 'month' } as const;
const WEEKLY = { aggTime: 'ratio', frequency: 'week', ratioFactor: 100 } as const;

function cell(value: number | undefined, change: Partial<Cell> = {}): Cell {
  return {
    observationId: 'o',
    revision: 0,
    recordedAt: '2021-03-20T03:00:00.000Z',
    ...(value === undefined ? {} : { value }),
    ...change,
  };
}

function month(at: number, change: Partial<CandidatePeriod> = {}): CandidatePeriod {
  const id = `2021-${String(at).padStart(2, '0')}`;
  const before = at === 1 ? '2020-12' : `2021-${String(at - 1).padStart(2, '0')}`;
  return { period: id, firstDay: `${before}-15`, lastDay: `${id}-14`, ...change };
}

function week(
  lastDay: string,
  cellOfWeek?: Cell,
  obligation?: CandidatePeriod['obligation'],
): CandidatePeriod {
  return {
    period: `w${lastDay}`,
    firstDay: lastDay,
    lastDay,
    ...(cellOfWeek ? { cell: cellOfWeek } : {}),
    ...(obligation ? { obligation } : {}),
  };
}

describe('the value of an indicator for a score period', () => {
  it('is present when the newest period has one', () => {
    expect(
      foldInput(MONTHLY, [month(2, { cell: cell(90) }), month(3, { cell: cell(96) })], MARCH),
    ).toMatchObject({ state: 'present', value: 96, period: '2021-03', pastDue: false });
  });

  it('leaves out periods that end after the score period', () => {
    expect(
      foldInput(MONTHLY, [month(3, { cell: cell(96) }), month(4, { cell: cell(10) })], MARCH),
    ).toMatchObject({ value: 96 });
  });

  it('is that of the latest ended before where none ended inside', () => {
    const quarter = { period: '2020-Q4', firstDay: '2020-09-15', lastDay: '2020-12-14', cell: cell(70) };
    expect(foldInput({ aggTime: 'ratio', frequency: 'quarter' }, [quarter], MARCH)).toMatchObject({
      state: 'present',
      value: 70,
      partial: false,
    });
  });

  it('stands in from the period before, unflagged, while the newest is not late', () => {
    expect(
      foldInput(MONTHLY, [month(2, { cell: cell(90) }), month(3, { obligation: 'expected' })], MARCH),
    ).toMatchObject({ state: 'stand-in', value: 90, period: '2021-02', pastDue: false });
  });

  it('is carried, past due, once the newest is late', () => {
    expect(
      foldInput(MONTHLY, [month(2, { cell: cell(90) }), month(3, { obligation: 'late' })], MARCH),
    ).toMatchObject({ state: 'carried', value: 90, pastDue: true });
  });

  it.each([
    ['month', 2],
    ['week', 2],
    ['day', 5],
    ['quarter', 1],
    ['half', 1],
    ['year', 1],
  ] as const)('is carried for at most the limit of a %s: %i', (frequency, limit) => {
    const days = [
      '2021-03-01',
      '2021-03-02',
      '2021-03-03',
      '2021-03-04',
      '2021-03-05',
      '2021-03-06',
      '2021-03-07',
      '2021-03-08',
    ];
    const lateFor = (count: number) =>
      days.map((day, at) =>
        week(
          day,
          at === days.length - 1 - count ? cell(5) : undefined,
          at > days.length - 1 - count ? 'late' : 'expected',
        ),
      );
    const rule = { aggTime: 'last', frequency } as const;
    expect(foldInput(rule, lateFor(limit), MARCH)).toMatchObject({ state: 'carried', value: 5 });
    expect(foldInput(rule, lateFor(limit + 1), MARCH)).toMatchObject({
      state: 'missing',
      reason: 'late',
      pastDue: true,
    });
  });

  it('is missing but not past due where nothing was ever owed', () => {
    expect(foldInput(MONTHLY, [month(3)], MARCH)).toMatchObject({
      state: 'missing',
      reason: 'not-come',
      pastDue: false,
    });
    expect(foldInput(MONTHLY, [], MARCH)).toMatchObject({ state: 'missing', reason: 'not-come' });
  });

  it('is a conflict where one revision came with two values', () => {
    expect(
      foldInput(
        MONTHLY,
        [month(2, { cell: cell(90) }), month(3, { cell: cell(96, { conflict: true }) })],
        MARCH,
      ),
    ).toMatchObject({ state: 'conflict', reason: 'conflict' });
  });

  it('is missing, not carried, where the unit reported that there is no value', () => {
    expect(
      foldInput(MONTHLY, [month(2, { cell: cell(90) }), month(3, { cell: cell(undefined) })], MARCH),
    ).toMatchObject({ state: 'missing', reason: 'reported-missing', pastDue: false });
  });

  it('divides the sum of numerators by the sum of denominators', () => {
    const periods = [
      week('2021-02-21', cell(50, { numerator: 1, denominator: 2 })),
      week('2021-02-28', cell(90, { numerator: 9, denominator: 10 })),
    ];
    expect(foldInput(WEEKLY, periods, MARCH)).toMatchObject({
      value: 83.333333333,
      partial: false,
      unweighted: false,
    });
  });

  it('says partial when a week has not come, and stays past due when the newest is late', () => {
    const first = week('2021-02-21', cell(50, { numerator: 1, denominator: 2 }));
    expect(foldInput(WEEKLY, [first, week('2021-02-28', undefined, 'expected')], MARCH)).toMatchObject({
      state: 'stand-in',
      value: 50,
      partial: true,
    });
    expect(foldInput(WEEKLY, [first, week('2021-02-28', undefined, 'late')], MARCH)).toMatchObject({
      state: 'carried',
      pastDue: true,
    });
  });

  it('counts weeks without parts equally and says so', () => {
    expect(
      foldInput(WEEKLY, [week('2021-02-21', cell(50)), week('2021-02-28', cell(90))], MARCH),
    ).toMatchObject({ value: 70, unweighted: true });
  });

  it('is no sum while one of its parts is missing', () => {
    const rule = { aggTime: 'sum', frequency: 'week' } as const;
    expect(foldInput(rule, [week('2021-02-21', cell(5)), week('2021-02-28', cell(7))], MARCH)).toMatchObject({
      value: 12,
    });
    expect(foldInput(rule, [week('2021-02-21'), week('2021-02-28', cell(7))], MARCH)).toMatchObject({
      state: 'missing',
      reason: 'incomplete-sum',
    });
  });

  it('is missing where all denominators are zero', () => {
    expect(
      foldInput(WEEKLY, [week('2021-02-21', cell(0, { numerator: 0, denominator: 0 }))], MARCH),
    ).toMatchObject({ state: 'missing', reason: 'denominator-zero' });
  });

  it('is the same for every order of its periods', () => {
    const periods = [
      month(1, { cell: cell(1) }),
      month(2, { cell: cell(2) }),
      month(3, { obligation: 'late' }),
    ];
    expect(foldInput(MONTHLY, [...periods].reverse(), MARCH)).toEqual(foldInput(MONTHLY, periods, MARCH));
  });

  it('refuses two values for one period and an infinite value', () => {
    expect(() =>
      foldInput(MONTHLY, [month(3, { cell: cell(1) }), month(3, { cell: cell(2) })], MARCH),
    ).toThrow('cell.two-values');
    expect(() => foldInput(MONTHLY, [month(3, { cell: cell(Infinity) })], MARCH)).toThrow('value.infinite');
  });
});
