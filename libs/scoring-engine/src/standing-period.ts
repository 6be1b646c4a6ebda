import type { CandidatePeriod, Frequency } from './candidate-period.js';

export type InputState = 'present' | 'stand-in' | 'carried' | 'missing' | 'conflict' | 'not-processed';
export type MissingReason =
  | 'late'
  | 'not-come'
  | 'reported-missing'
  | 'conflict'
  | 'not-processed'
  | 'incomplete-sum'
  | 'denominator-zero'
  | 'no-goalposts';

/** For how many periods a late value may be carried forward; methodology, section 3. */
export const CARRY_LIMITS: Readonly<Record<Frequency, number>> = {
  year: 1,
  half: 1,
  quarter: 1,
  month: 2,
  week: 2,
  day: 5,
};

/** Which of the periods that have ended stands as the newest, and on what grounds. */
export interface StandingPeriod {
  readonly state: InputState;
  readonly reason?: MissingReason;
  readonly pastDue: boolean;
  /** Place of the period among the ended ones; absent where none counts. */
  readonly at?: number;
}

/**
 * Finds the period whose value stands as the newest of an indicator.
 *
 * From the newest backwards: a value counts; where none has come and none is late, the period before stands in; once
 * one is late, the nearest earlier value is carried within the limit of its frequency, else the input is missing. Two
 * contradicting values of one revision stop the search: an older value would hide the contradiction; so does a period
 * of which something could not be processed. A period that the unit reported as having no value is answered, so nothing stands in for it outside the score period.
 *
 * Source: methodology, sections 2 and 3.
 *
 * @param ended  periods that ended by the end of the score period, oldest first
 * @param insideCount  how many of the last ones ended inside the score period
 */
export function standingPeriod(
  ended: readonly CandidatePeriod[],
  insideCount: number,
  frequency: Frequency,
): StandingPeriod {
  const newest = ended.length - 1;
  const firstThatMayAnswer = ended.length - Math.max(insideCount, 1);
  let firstLate: number | undefined;
  let answered = false;
  for (let at = newest; at >= 0; at -= 1) {
    const candidate = ended[at];
    const pastDue = firstLate !== undefined;
    if (answered && at < firstThatMayAnswer) return { state: 'missing', reason: 'reported-missing', pastDue };
    if (firstLate !== undefined && firstLate - at > CARRY_LIMITS[frequency]) break;
    if (candidate?.unprocessed === true) return { state: 'not-processed', reason: 'not-processed', pastDue };
    if (candidate?.cell?.conflict === true) return { state: 'conflict', reason: 'conflict', pastDue };
    if (candidate?.cell?.value !== undefined) return found(at, newest, pastDue, answered);
    if (candidate?.cell !== undefined) answered = true;
    else if (candidate?.obligation === 'late') firstLate ??= at;
  }
  if (answered) return { state: 'missing', reason: 'reported-missing', pastDue: firstLate !== undefined };
  if (firstLate !== undefined) return { state: 'missing', reason: 'late', pastDue: true };
  return { state: 'missing', reason: 'not-come', pastDue: false };
}

function found(at: number, newest: number, pastDue: boolean, answered: boolean): StandingPeriod {
  if (pastDue) return { state: 'carried', pastDue, at };
  return { state: at === newest || answered ? 'present' : 'stand-in', pastDue, at };
}
