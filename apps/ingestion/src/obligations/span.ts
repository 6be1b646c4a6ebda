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
  /** Whether the feed is still filling the oldest period. */
  readonly filling: boolean;
}

/** A period of an indicator whose reports are to be opened; without `asking` nothing is due in it. */
export interface Opening {
  readonly span: Span;
  readonly period: Period;
  readonly asking: Asking | undefined;
}

/**
 * The periods that are to be opened now: newer ones first, oldest first; then those back to the start, newest first.
 * While the feed fills the oldest period, that one waits: a value on its way is not missing. On a new day the period
 * under way is looked at again: a body founded in it may owe its report.
 */
export function openingsOf(span: Span, catalogue: Catalogue, now: Instant, newDay: boolean): Opening[] {
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
  for (; period.lastDay >= first.lastDay; period = previousPeriod(period)) {
    if (span.filling && period === first) break;
    older.push(openingOf(period));
  }
  return [...newer, ...older];
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
