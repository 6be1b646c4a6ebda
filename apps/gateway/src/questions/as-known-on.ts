import { type Day, type Instant } from '#contracts';
import { dayOf } from '#periods';
import { type Clock, RejectedError } from '#runtime';

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** What `known_from` is compared with: an instant, or `infinity` without a wish, so that everything known counts. */
export type KnownUntil = Instant;

/**
 * Reads `asKnownOn=INSTANT`. A plus sign that an address turned into a space is put back. Throws RejectedError
 * `as-known-on.invalid` (400).
 */
export function knownUntil(asKnownOn: string | undefined, field = 'asKnownOn'): KnownUntil {
  if (asKnownOn === undefined) return 'infinity';
  const text = asKnownOn.replace(' ', '+');
  const instant = FORM.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new RejectedError(
      'as-known-on.invalid',
      `${field} is an instant such as 2024-11-20T10:00:00Z or 2024-11-20T17:00:00+07:00.`,
      { status: 400, field, params: { field } },
    );
  }
  return new Date(instant).toISOString();
}

/** The business instant of which an answer speaks: the one that is asked for, and now without a wish or for a later one. */
export function askedInstant(known: KnownUntil, clock: Pick<Clock, 'now'>): Instant {
  const now = clock.now();
  return known < now ? known : now;
}

export const askedDay = (known: KnownUntil, clock: Pick<Clock, 'now'>): Day =>
  dayOf(askedInstant(known, clock));
