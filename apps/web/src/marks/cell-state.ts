/** What a cell says: a rating, or why there is none. */
export type CellState =
  'red' | 'yellow' | 'green' | 'no-data' | 'unrated' | 'insufficient' | 'conflict' | 'not-processed';

const WORST_FIRST: readonly CellState[] = [
  'red',
  'yellow',
  'no-data',
  'conflict',
  'not-processed',
  'insufficient',
  'unrated',
  'green',
];

/** Order of urgency: worst first, never by name. */
export const urgencyOf = (state: CellState): number => WORST_FIRST.indexOf(state);

/** A score that could not be computed says why; a rating is shown only where there is a score, or where a report is owed. */
export function cellStateOf(cell: { rating?: string; state?: string }): CellState {
  if (cell.rating === 'no-data') return 'no-data';
  if (cell.state === 'insufficient' || cell.state === 'conflict' || cell.state === 'not-processed')
    return cell.state;
  if (cell.rating === 'red' || cell.rating === 'yellow' || cell.rating === 'green') return cell.rating;
  return 'unrated';
}
