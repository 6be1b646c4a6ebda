import { TestClock } from './test-clock.js';

describe('TestClock', () => {
  it('stands still until it is moved', () => {
    const clock = new TestClock('2024-11-20T10:00:00.000Z');
    expect([clock.now(), clock.now()]).toEqual(['2024-11-20T10:00:00.000Z', '2024-11-20T10:00:00.000Z']);
  });

  it('moves business time alone when it is set, and both when time passes', () => {
    const clock = new TestClock('2024-11-20T10:00:00.000Z', '2026-01-01T00:00:00.000Z');
    clock.set('2025-02-28T00:00:00.000Z');
    clock.advance(1500);
    expect(clock.now()).toBe('2025-02-28T00:00:01.500Z');
    expect(clock.real()).toBe('2026-01-01T00:00:01.500Z');
  });

  it('refuses what is not an instant', () => {
    expect(() => new TestClock('tomorrow')).toThrow('not an instant: tomorrow');
  });
});
