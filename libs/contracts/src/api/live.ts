import { many, maybe, shape, whole, words, type Static } from './described.js';

/** Short names for `?topics=` and for `topic` below: the event's type without `.changed.v1` and the like. */
export const LIVE_TOPICS = [
  'catalogue',
  'clock',
  'observation',
  'plan',
  'obligation',
  'publication',
  'score',
  'rating',
  'trend',
  'rank',
  'forecast',
  'alert',
  'explanation',
  'progress',
] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/**
 * `GET /live?topics=score,alert`: server-sent events. The event's name is `change`, its id the change-log position, its
 * data this. Other names: `ready` (sent first, data `{position}`), `reset` (older than retention: refetch all).
 * A comment line comes every 15 s.
 *
 * Forms of `key`: score, rating, trend `unit:index/component:rule:period` or `unit:indicator:rule:period`; forecast the
 * same without the period; observation `indicator:unit:period`; rank `index/component:rule:period:peerGroup`; alert, explanation, plan,
 * obligation their id; publication `index:period`; catalogue `kind:code:validFrom`.
 */
export const LiveChangeSchema = shape({
  topic: words('Short topic name'),
  key: words('Entity'),
  version: whole('Its newest version'),
  unit: maybe(words('Unit that it is about')),
});
export type LiveChange = Static<typeof LiveChangeSchema>;
export const LiveEventSchema = shape({
  changes: many(LiveChangeSchema, 'Coalesced: one an entity, newest version'),
});
export type LiveEvent = Static<typeof LiveEventSchema>;
