import { knownUntil } from './as-known-on.js';

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
