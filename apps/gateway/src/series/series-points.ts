import { type Revision, type SeriesPoint } from '#contracts';
import { nextPeriod, periodOf, type Period } from '#periods';
import { type RatingRow } from '../marks/mark.query.js';
import { demoMark, present } from '../questions/present.js';
import { type ScoreState } from '../scores/score.query.js';
import { type ObservationState } from './observation.query.js';

type PointOf = (period: Period) => SeriesPoint | undefined;

/** Every period from the first to the last one, gaps included. */
export function everyPeriod(
  rule: string,
  ids: readonly string[],
  until: Period | undefined,
  pointOf: PointOf,
  gapOf: (period: Period) => SeriesPoint,
): SeriesPoint[] {
  const sorted = [...new Set(ids)].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const end = until && until.lastDay > periodOf(rule, last).lastDay ? until : periodOf(rule, last);
  const points: SeriesPoint[] = [];
  for (let period = periodOf(rule, first); period.lastDay <= end.lastDay; period = nextPeriod(period))
    points.push(pointOf(period) ?? gapOf(period));
  return points;
}

const daysOf = ({ id, firstDay, lastDay }: Period) => ({ period: id, firstDay, lastDay });
const markOf = (row: RatingRow | undefined) => ({
  ...present('rating', row?.rating),
  ...present('planned', row?.planned),
});

/** A period without a value: past due where its rating says so, else not yet here. */
export function gapPoint(period: Period, rating: RatingRow | undefined, isNewest: boolean): SeriesPoint {
  const state = rating?.rating === 'no-data' ? 'late' : isNewest ? 'expected' : 'missing';
  return { ...daysOf(period), state, ...markOf(rating), revisions: [] };
}

/** An observed period; the first revision given is the newest. */
export function observedPoint(
  period: Period,
  revisions: readonly ObservationState[],
  rating: RatingRow | undefined,
  planned: number | undefined,
): SeriesPoint {
  const newest = revisions[0]!;
  return {
    ...daysOf(period),
    value: newest.value,
    ...present('numerator', newest.numerator),
    ...present('denominator', newest.denominator),
    state: 'present',
    status: newest.status,
    ...present('flag', newest.flag),
    ...markOf(rating),
    ...present('planned', rating?.planned ?? planned),
    revisions: revisions.map(revisionOf),
    ...demoMark(newest.demo),
  };
}

function revisionOf(state: ObservationState): Revision {
  const { revision, value, status, reason, note, reportedBy, knownFrom, demo } = state;
  return {
    revision,
    value,
    status,
    ...present('reason', reason),
    ...present('note', note),
    ...present('reportedBy', reportedBy),
    recordedAt: knownFrom,
    ...demoMark(demo),
  };
}

/** A scored period; the versions of the score stand as its revisions, newest first. */
export function scoredPoint(
  period: Period,
  versions: readonly ScoreState[],
  rating: RatingRow | undefined,
): SeriesPoint {
  const newest = versions[0]!;
  return {
    ...daysOf(period),
    ...present('value', newest.value),
    ...present('published', newest.published),
    state: newest.state,
    edition: newest.edition,
    ...markOf(rating),
    revisions: versions.map(({ version, value, knownFrom, demo }) => ({
      revision: version,
      ...present('value', value),
      recordedAt: knownFrom,
      ...demoMark(demo),
    })),
    ...demoMark(newest.demo),
  };
}
