/** What is said about the agreement of some years of an index. */
export interface YearsPromise {
  readonly from: number;
  readonly to: number;
  readonly tolerance: number;
  /** Fewest values to be compared where agreement is promised; absent where it is not. */
  readonly least?: number;
  /** Fewest published ranks to be compared, all of which must be equal; absent where none are promised. */
  readonly ranks?: number;
  readonly note: string;
}

/** Six decimals of ten weighted sub-indices. */
const EXACT = 1e-5;
/** Two decimals of the sub-indices published after 2016. */
const ROUNDED = 0.031;
const NO_RANKS = 'exact; no ranks of this year are held';

/** Source: methodology, section 1, agreement to reach. */
export const PCI_PROMISES: readonly YearsPromise[] = [
  { from: 2005, to: 2005, tolerance: EXACT, note: 'nine sub-indices of another make; nothing promised' },
  { from: 2006, to: 2006, tolerance: EXACT, least: 64, note: NO_RANKS },
  { from: 2007, to: 2007, tolerance: EXACT, least: 64, ranks: 64, note: 'exact' },
  { from: 2008, to: 2008, tolerance: EXACT, least: 64, note: NO_RANKS },
  { from: 2009, to: 2010, tolerance: EXACT, least: 63, ranks: 63, note: 'exact' },
  { from: 2011, to: 2011, tolerance: EXACT, note: 'known not to reproduce; shown, not forced' },
  { from: 2012, to: 2016, tolerance: EXACT, least: 63, ranks: 63, note: 'exact' },
  { from: 2017, to: 2022, tolerance: ROUNDED, least: 1, note: 'sub-indices are published with two decimals' },
  { from: 2023, to: 2023, tolerance: ROUNDED, note: 'the one row does not reproduce; shown, not forced' },
  { from: 2024, to: 2024, tolerance: ROUNDED, least: 1, note: 'sub-indices are published with two decimals' },
];

/** Six decimals of up to five sub-dimensions; every year has provinces with all dimensions. */
export const PAPI_PROMISES: readonly YearsPromise[] = [
  {
    from: 2011,
    to: 2024,
    tolerance: 5e-6,
    least: 300,
    note: 'dimensions against the sums of their sub-dimensions; no ranks are published with them',
  },
];

export function promiseFor(promises: readonly YearsPromise[], year: string): YearsPromise | undefined {
  return promises.find(({ from, to }) => from <= Number(year) && Number(year) <= to);
}
