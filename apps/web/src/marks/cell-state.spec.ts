import { cellStateOf, urgencyOf } from './cell-state.js';

describe('the state of a cell', () => {
  it('is its rating where there is a score', () => {
    expect(cellStateOf({ state: 'scored', rating: 'yellow' })).toBe('yellow');
  });

  it('says why there is no score instead of showing a rating', () => {
    expect(cellStateOf({ state: 'conflict', rating: 'red' })).toBe('conflict');
    expect(cellStateOf({ state: 'insufficient', rating: 'unrated' })).toBe('insufficient');
  });

  it('puts an owed report before everything else that could be said of the cell', () => {
    expect(cellStateOf({ state: 'insufficient', rating: 'no-data' })).toBe('no-data');
  });

  it('sorts red first and green last', () => {
    const sorted = (['green', 'no-data', 'red', 'yellow'] as const).toSorted(
      (a, b) => urgencyOf(a) - urgencyOf(b),
    );
    expect(sorted).toEqual(['red', 'yellow', 'no-data', 'green']);
  });
});
