import { many, maybe, shape, words, type Static } from './described.js';
import { ScoreRowSchema } from './score-tree.js';

/** `GET /scores?index&unit&period&level&component&cursor&limit` */
export const ScoreListResponseSchema = shape({
  items: many(ScoreRowSchema, 'By unit, index, component, period'),
  next: maybe(words('Cursor of the next page; absent on the last')),
});
export type ScoreListResponse = Static<typeof ScoreListResponseSchema>;
