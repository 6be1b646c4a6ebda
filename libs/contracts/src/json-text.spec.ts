import { jsonOf, packed, packedJsonOf, stateOfContent, unpacked } from './json-text.js';

describe('Texts of states', () => {
  const long = {
    unit: 'Sở Xây dựng',
    parts: Array.from({ length: 300 }, (_, code) => ({ code, weight: 1.5 })),
  };

  it('makes a state of its content, with the JSON that it would have', () => {
    const state = stateOfContent(long, JSON.stringify(long), { version: 3, cause: 'live' });

    expect(state).toEqual({ ...long, version: 3, cause: 'live' });
    expect(jsonOf(state)).toBe(JSON.stringify({ ...long, version: 3, cause: 'live' }));
  });

  it('packs a long text to a fraction, and gives it back as it was', () => {
    const stored = packedJsonOf(long);

    expect(stored.length).toBeLessThan(jsonOf(long).length / 4);
    expect(unpacked(stored)).toBe(JSON.stringify(long));
    expect(packed(jsonOf(long))).toBe(stored);
  });

  it('leaves a short text as it is', () => {
    expect(packedJsonOf({ version: 1 })).toBe('{"version":1}');
    expect(unpacked('{"version":1}')).toBe('{"version":1}');
  });

  it('packs whatever looks packed, such as a broken record that somebody sent', () => {
    expect(unpacked(packed('zstd:AAAA'))).toBe('zstd:AAAA');
  });

  it('says where a stored text is damaged', () => {
    expect(() => unpacked(packedJsonOf(long).slice(0, 40))).toThrow(/unexpected end|corrupt/i);
  });
});
