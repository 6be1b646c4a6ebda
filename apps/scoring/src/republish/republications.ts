import {
  type EventDefinition,
  ForecastChangedV1,
  RankChangedV1,
  RatingChangedV1,
  ScoreChangedV1,
  ScoreStateV1,
  TrendChangedV1,
} from '#contracts';
import { type Republication, sentBody } from '#messaging';

const SCORE_KEY = ['index_code', 'component', 'period_rule', 'unit', 'period'];
const SUBJECT_KEY = ['subject', 'index_code', 'period_rule', 'unit', 'period'];

const kept = (definition: EventDefinition, table: string, key: readonly string[]): Republication => ({
  definition,
  table,
  key,
  columns: ['body'],
  dataOf: sentBody,
});

/** The topics that scoring owns: each version is kept as it was sent. */
export const republications: readonly Republication[] = [
  kept(ScoreChangedV1, 'score_version', SCORE_KEY),
  { ...kept(ScoreStateV1, 'score_version', SCORE_KEY), newestOnly: 'score_version' },
  kept(TrendChangedV1, 'trend_version', SUBJECT_KEY),
  kept(RatingChangedV1, 'rating_version', SUBJECT_KEY),
  kept(ForecastChangedV1, 'forecast_version', ['subject', 'index_code', 'period_rule', 'unit']),
  kept(RankChangedV1, 'rank_version', ['subject', 'index_code', 'period_rule', 'peer_group', 'period']),
];
