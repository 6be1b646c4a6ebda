import fc from 'fast-check';
import { addDays, addMonths, compareDays, dayAt, dayNumber, daysBetween, isDay, weekdayOf } from './index.js';

const anyDay = fc.integer({ min: -40_000, max: 90_000 });

describe('days without a Date', () => {
  it('agree with the Date of the platform', () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const date = new Date(number * 86_400_000);
        const day = date.toISOString().slice(0, 10);
        expect(dayAt(number)).toBe(day);
        expect(dayNumber(day)).toBe(number);
        expect(weekdayOf(day)).toBe(date.getUTCDay() || 7);
      }),
    );
  });

  it('are told from texts that are none', () => {
    expect(['2024-02-29', '2023-02-29', '2024-13-01', '2024-1-01'].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('move by days and months', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addMonths('2021-12-31', -11)).toBe('2021-01-31');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(compareDays('2024-02-28', '2024-03-01')).toBe(-1);
  });
});
