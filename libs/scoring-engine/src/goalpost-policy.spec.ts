import { goalpostsUnder, type PanelValue } from './goalpost-policy.js';

const panel: PanelValue[] = [
  { unit: 'a', period: '2013', value: 1 },
  { unit: 'b', period: '2013', value: 5 },
  { unit: 'a', period: '2014', value: 3 },
  { unit: 'b', period: '2014', value: 9 },
  { unit: 'a', period: '2015', value: 0 },
  { unit: 'b', period: '2015', value: 4 },
];

describe('goalposts', () => {
  it('follow their policy', () => {
    expect(goalpostsUnder('annual', panel, '2014')).toEqual({ lo: 3, hi: 9 });
    expect(goalpostsUnder('expanding', panel, '2014')).toEqual({ lo: 1, hi: 9 });
    expect(goalpostsUnder('pooled', panel, '2014')).toEqual({ lo: 0, hi: 9 });
    expect(goalpostsUnder('fixed', panel, '2014', { lo: 0, hi: 100 })).toEqual({ lo: 0, hi: 100 });
  });

  it('of an earlier year stay as they were when a later year is wider', () => {
    const before = panel.filter((cell) => cell.period < '2015');
    expect(goalpostsUnder('expanding', panel, '2014')).toEqual(goalpostsUnder('expanding', before, '2014'));
  });

  it('are refused where there is no spread, no fixed pair, or two values for a cell', () => {
    expect(() => goalpostsUnder('annual', panel, '2012')).toThrow('column.all-missing');
    expect(() => goalpostsUnder('annual', panel.slice(0, 1), '2013')).toThrow('column.single-value');
    expect(() => goalpostsUnder('fixed', panel, '2014')).toThrow('goalposts.invalid');
    expect(() => goalpostsUnder('pooled', [...panel, panel[0]!], '2014')).toThrow('cell.two-values');
  });
});
