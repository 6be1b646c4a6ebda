import { oldestRunning } from './change-log.store.js';

const WRAP = 2 ** 32;

describe('the oldest transaction that may still write to the log', () => {
  it('is the next one where none runs', () => {
    expect(oldestRunning({ next: 900, running: [] })).toBe(900);
  });

  it('is the lowest of those that run', () => {
    expect(oldestRunning({ next: 900, running: ['899', '850', '905'] })).toBe(850);
  });

  it('is found across the wrap of 32-bit numbers, both ways', () => {
    expect(oldestRunning({ next: WRAP + 5, running: [String(WRAP - 3)] })).toBe(WRAP - 3);
    expect(oldestRunning({ next: WRAP - 2, running: ['4'] })).toBe(WRAP - 2);
  });
});
