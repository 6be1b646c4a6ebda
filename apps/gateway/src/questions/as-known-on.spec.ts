import { unitPeriod } from '../heat/heat.controller.js';
import { askedDay, askedInstant, knownUntil } from './as-known-on.js';

describe('asKnownOn', () => {
  it('without a wish lets everything count', () => {
    expect(knownUntil(undefined)).toBe('infinity');
  });

  it('is an instant in any zone', () => {
    expect(knownUntil('2024-11-20T17:00:00+07:00')).toBe('2024-11-20T10:00:00.000Z');
    expect(knownUntil('2024-11-20T10:00Z')).toBe('2024-11-20T10:00:00.000Z');
  });

  it('bears a plus sign that the address turned into a space', () => {
    expect(knownUntil('2024-11-20T17:00:00 07:00')).toBe('2024-11-20T10:00:00.000Z');
  });

  it.each(['', 'yesterday', '2024-11-20', '2024-13-40T10:00:00Z', '2024-11-20T10:00:00'])(
    'refuses %p, which names no instant',
    (text) => {
      expect(() => knownUntil(text)).toThrow(
        expect.objectContaining({ code: 'as-known-on.invalid', status: 400 }),
      );
    },
  );
});

describe('an answer', () => {
  const clock = { now: () => '2025-02-20T03:00:00.000Z' };

  it('speaks of the instant that is asked for, and of now without a wish or for a later one', () => {
    expect(askedInstant(knownUntil(undefined), clock)).toBe(clock.now());
    expect(askedInstant(knownUntil('3000-01-01T00:00:00Z'), clock)).toBe(clock.now());
    expect(askedDay(knownUntil('2025-01-19T23:00:00Z'), clock)).toBe('2025-01-20');
  });

  it('shows the month that was the newest closed one at that instant', () => {
    expect(unitPeriod(undefined, clock, knownUntil(undefined)).id).toBe('2025-02');
    expect(unitPeriod(undefined, clock, knownUntil('2025-01-20T00:00:00Z')).id).toBe('2025-01');
    expect(unitPeriod('2024-11', clock, knownUntil('2025-01-20T00:00:00Z')).id).toBe('2024-11');
  });
});
