import { eventOf, type OutgoingEvent, type ScoreChanged, ScoreChangedV1, ScoreStateV1 } from '#contracts';
import { type Changed } from './score.store.js';

/** The change, and the same state for those who want the newest of each cell only. */
export const scoreEvents = (changed: readonly Changed[]): OutgoingEvent<ScoreChanged>[] =>
  changed.flatMap(({ data }) => [eventOf(ScoreChangedV1, data), eventOf(ScoreStateV1, data)]);
