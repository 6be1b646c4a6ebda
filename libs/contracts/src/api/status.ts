import { DEMO_STATES } from '../events/clock.js';
import { at, choice, many, maybe, onDay, shape, whole, words, yes, type Static } from './described.js';

/** `GET /status` — the strip under the bar: business date, demo, loading, freshness. */
export const StatusResponseSchema = shape({
  now: at('Business time'),
  real: at('Real time of the answer'),
  today: onDay('Business day'),
  running: yes('Whether business time goes on at one second a second'),
  demo: maybe(
    shape({
      state: choice(DEMO_STATES, 'waiting, playing, over'),
      from: onDay('First day that is played'),
      until: onDay('Last day'),
      played: whole('Values played'),
      total: whole('Values of the month'),
    }),
  ),
  load: many(
    shape({
      task: words('catalogue, history, demo, …'),
      done: whole('Done'),
      total: whole('Of'),
      finished: yes('done = total'),
      at: at('Last report'),
    }),
    'Tasks of the loader in the order in which they began',
  ),
  loading: yes('Some task is not finished'),
  catalogueVersion: whole('Newest catalogue version applied'),
  freshness: many(
    shape({
      topic: words('Short topic name'),
      updatedAt: maybe(at('Newest recordedAt, where it is asked cheaply')),
      entities: whole('Versions held, as the database estimates them'),
    }),
    'What the read model holds',
  ),
  position: whole('Newest position of the change log'),
});
export type StatusResponse = Static<typeof StatusResponseSchema>;
