import {
  eventOf,
  type Instant,
  type ObservationRecorded,
  ObservationRecordedV1,
  type OutgoingEvent,
  uuidV5,
} from '#contracts';
import { rowProblem, type RowProblem } from '../row-problem.js';
import { type ValidRow } from './validate-row.js';

/** A revision of a cell as it is recorded. */
export interface Revision extends Omit<ValidRow, 'terms'> {
  readonly id: string;
  readonly revision: number;
  readonly unitOfMeasure: string;
  readonly recordedAt: Instant;
  readonly cause: 'live' | 'correction' | 'backfill';
}

/** A revision as the table holds it. */
export interface StoredRevision {
  indicator: string;
  period: string;
  unit: string;
  revision: number;
  id: string;
  value: number;
  numerator: number | null;
  denominator: number | null;
  status: string;
  flag: string | null;
  known_from: Instant;
}

/** Under which circumstances rows are recorded. */
export interface Circumstances {
  readonly backfill: boolean;
  /** Business time; the recordedAt of a row that brings none. */
  readonly now: Instant;
}

/** The first revision of a cell. */
export const firstRevision = (row: ValidRow, { backfill, now }: Circumstances): Revision =>
  revisionOf(row, 0, row.recordedAt ?? now, backfill ? 'backfill' : 'live');

/**
 * What a row means for a cell that has revisions: nothing new, the next revision, or a fault. A row that repeats the
 * newest revision is nothing new; so is one that repeats an older one with the same time, as a feed does that is sent
 * again.
 */
export function nextRevision(
  row: ValidRow,
  stored: readonly StoredRevision[],
  { backfill, now }: Circumstances,
): { unchanged: StoredRevision } | { next: Revision } | { problem: RowProblem } {
  const newest = stored.at(-1)!;
  const repeated = stored.findLast(
    (each) => saysTheSame(row, each) && (each === newest || each.known_from === row.recordedAt),
  );
  if (repeated) return { unchanged: repeated };
  if (row.reason === undefined)
    return { problem: rowProblem('reason.missing', 'reason', { recorded: newest.value, value: row.value }) };
  if (row.recordedAt !== undefined && row.recordedAt < newest.known_from)
    return {
      problem: rowProblem('recorded-at.before-previous', 'recordedAt', { previous: newest.known_from }),
    };
  const recordedAt = row.recordedAt ?? (now < newest.known_from ? newest.known_from : now);
  return { next: revisionOf(row, newest.revision + 1, recordedAt, backfill ? 'backfill' : 'correction') };
}

const saysTheSame = (row: ValidRow, stored: StoredRevision): boolean =>
  row.value === stored.value &&
  (row.numerator ?? null) === stored.numerator &&
  (row.denominator ?? null) === stored.denominator &&
  row.status === stored.status &&
  (row.flag ?? null) === stored.flag;

function revisionOf(
  { terms, ...row }: ValidRow,
  revision: number,
  recordedAt: Instant,
  cause: Revision['cause'],
): Revision {
  const id = uuidV5(`observation|${row.indicator}|${row.unit}|${row.period}|${revision}`);
  return { ...row, id, revision, recordedAt, cause, unitOfMeasure: terms.indicator.unit };
}

/** The event of a revision; its version is one above the revision. */
export const recordedEvent = (
  { revision, ...row }: Revision,
  { demo, catalogueVersion }: { demo: boolean; catalogueVersion: number },
): OutgoingEvent<ObservationRecorded> =>
  eventOf(ObservationRecordedV1, {
    ...row,
    revision,
    version: revision + 1,
    catalogueVersion,
    ...(demo ? { demo } : {}),
  });
