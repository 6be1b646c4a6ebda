import { type Day, type Instant } from '#contracts';
import { type Catalogue } from '#catalogue';
import { dayOf, instantOf, nextPeriod, type Period, periodContaining, previousPeriod } from '#periods';
import { type Asking, askingOf } from './owed-reports.js';

/** From when on the reports of an indicator are expected, and which periods have been opened, by their last days. */
export interface Span {
  readonly indicator: string;
  readonly startDay: Day;
  /** Business time at which the first value came: what was asked for before is history. */
  readonly liveFrom: Instant;
  readonly demo: boolean;
  readonly openedFrom?: Day;
  readonly openedThrough?: Day;
  /** Whether the feed has gone further back just now. */
  readonly filling: boolean;
}

/** What a look at business time knows beside the spans. */
export interface Look {
  readonly now: Instant;
  /** Whether it is the first look on its business day. */
  readonly newDay: boolean;
  /** The newest last day of a period of the past that the indicator's feed brought lately; undefined while it rests. */
  newestFed(indicator: string): Day | undefined;
}

/** A period of an indicator whose reports are to be opened; without `asking` nothing is due in it. */
export interface Opening {
  readonly span: Span;
  readonly period: Period;
  readonly asking: Asking | undefined;
}

/**
 * The periods that are to be opened now: newer ones first, oldest first; then those back to the start, newest first.
 * The past that the feed is still bringing waits: a value on its way is not missing. On a new day the period under way is
 * looked at again: a body founded in it may owe its report.
 */
export function openingsOf(span: Span, catalogue: Catalogue, look: Look): Opening[] {
  const { now, newDay } = look;
  const rule = catalogue.history('indicator', span.indicator).at(-1)?.attributes.periodRule;
  if (rule === undefined) return [];
  const openingOf = (period: Period): Opening => ({
    span,
    period,
    asking: askingOf(catalogue, span.indicator, period),
  });
  const newest = span.openedThrough ?? lastAskedFor(rule, now, openingOf);
  const newer =
    span.openedThrough === undefined ? [] : openedSince(rule, span.openedThrough, now, newDay, openingOf);
  const first = periodContaining(rule, span.startDay);
  const older: Opening[] = [];
  let period =
    span.openedFrom === undefined
      ? periodContaining(rule, newest)
      : previousPeriod(periodContaining(rule, span.openedFrom));
  const held = heldThrough(span, first, look.newestFed(span.indicator));
  for (; period.lastDay >= first.lastDay && period.lastDay > held; period = previousPeriod(period))
    older.push(openingOf(period));
  return [...newer, ...older];
}

const ALL = '9999-12-31';
const NONE = '';

/**
 * The last day up to which the past waits for the feed. One that goes back period by period is done with what is newer
 * than it brought lately; of one that comes in another order nothing is known until it rests.
 */
function heldThrough({ filling }: Span, first: Period, newestFed: Day | undefined): Day {
  if (newestFed === undefined) return filling ? first.lastDay : NONE;
  return filling ? newestFed : ALL;
}

/** When a period's turn comes: when its reports are asked for, or, where nothing is due, at its end. */
const turnOf = ({ period, asking }: Opening): Instant => asking?.opensAt ?? instantOf(period.lastDay, 24);

function openedSince(
  rule: string,
  openedThrough: Day,
  now: Instant,
  newDay: boolean,
  openingOf: (period: Period) => Opening,
): Opening[] {
  const newest = periodContaining(rule, openedThrough);
  const openings = newDay && newest.lastDay >= dayOf(now) ? [openingOf(newest)] : [];
  let opening = openingOf(nextPeriod(newest));
  while (turnOf(opening) <= now) {
    openings.push(opening);
    opening = openingOf(nextPeriod(opening.period));
  }
  return openings;
}

function lastAskedFor(rule: string, now: Instant, openingOf: (period: Period) => Opening): Day {
  let period = periodContaining(rule, dayOf(now));
  while (turnOf(openingOf(period)) > now) period = previousPeriod(period);
  return period.lastDay;
}
