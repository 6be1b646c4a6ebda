import fc from 'fast-check';
import { quantise } from './quantise.js';

describe('the grid of results', () => {
  it('rounds to 1e-9 and never gives a negative zero', () => {
    expect(quantise(0.1 + 0.2)).toBe(0.3);
    expect(Object.is(quantise(-1e-12), 0)).toBe(true);
  });

  it('leaves alone what is coarser than the grid', () => {
    expect(quantise(1e15 / 7)).toBe(1e15 / 7);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) =>
        Object.is(quantise(quantise(value)), quantise(value)),
      ),
    );
  });
});
