import { defineEvent } from '../event-definition.js';
import { count, day, instant, oneOf, stateOf, Type, type Static } from '../schema.js';

export const DEMO_STATES = ['waiting', 'playing', 'over'] as const;

const Clock = stateOf({
  now: instant(),
  real: instant(),
  running: Type.Boolean(),
  demoFeed: Type.Optional(
    Type.Object({ state: oneOf(DEMO_STATES), from: day(), until: day(), played: count(), total: count() }),
  ),
});
export type ClockMoved = Static<typeof Clock>;

/**
 * Where the business clock stands while a demo plays: at `now` when the real clock showed `real`; while `running` it
 * goes on at one second a second, otherwise it stands. Without such an event business time is real time.
 */
export const ClockMovedV1 = defineEvent({
  type: 'clock.v1',
  schema: Clock,
  keyOf: () => 'business',
  entityOf: () => 'business',
  timeOf: (data) => data.real,
  example: {
    now: '2025-01-31T16:59:00.000Z',
    real: '2026-11-23T08:00:00.000Z',
    running: false,
    demoFeed: { state: 'waiting', from: '2025-02-01', until: '2025-02-28', played: 0, total: 9000 },
    version: 1,
    cause: 'live',
    catalogueVersion: 1,
  },
});
