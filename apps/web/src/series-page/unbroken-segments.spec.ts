import { unbrokenSegments } from './unbroken-segments.js';

const at = (period: string, value?: number) => ({ period, ...(value !== undefined && { value }) });

describe('the line of a series', () => {
  it('ends before a missing value and begins anew after it', () => {
    const segments = unbrokenSegments([at('2024-01', 90), at('2024-02'), at('2024-03', 92)], new Set());
    expect(segments).toEqual([[{ at: 0, value: 90 }], [{ at: 2, value: 92 }]]);
  });

  it('does not cross a break, though no value is missing', () => {
    const segments = unbrokenSegments([at('2024-01', 90), at('2024-02', 91)], new Set(['2024-02']));
    expect(segments).toHaveLength(2);
  });

  it('treats 0 as a value', () => {
    expect(unbrokenSegments([at('2024-01', 0), at('2024-02', 1)], new Set())).toHaveLength(1);
  });
});
