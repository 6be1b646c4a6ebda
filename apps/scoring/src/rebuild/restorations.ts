import {
  type ForecastChanged,
  ForecastChangedV1,
  packed,
  type RankChanged,
  RankChangedV1,
  type RatingChanged,
  RatingChangedV1,
  type ScoreChanged,
  ScoreChangedV1,
  ScoreStateV1,
  type TrendChanged,
  TrendChangedV1,
} from '#contracts';
import { restoration, type Restoration, type RestoredTable, type Row } from '#messaging';
import { periodOf } from '#periods';
import { isWithdrawn, scoreDigest } from '../unit-scores/score-draft.js';
import { textDigest } from '../method/text-digest.js';

type State = ScoreChanged | TrendChanged | RatingChanged | ForecastChanged | RankChanged;

/** What is compared with the newest version, as the stores make it: the state without what is added when it is written. */
function digestOf(state: State): string {
  const { knownFrom: _, version: _version, cause: _cause, catalogueVersion: _catalogue, ...content } = state;
  return textDigest(JSON.stringify(content));
}

const versionOf = (state: State): Row => ({
  version: state.version,
  known_from: state.knownFrom,
  cause: state.cause,
  demo: state.demo === true,
  body: packed(JSON.stringify(state)),
});

const lastDayOf = ({ periodRule, period }: State): string => periodOf(periodRule, period).lastDay;

const subjectOf = (state: Exclude<State, ScoreChanged>): Row => ({
  subject: state.subject,
  index_code: state.index ?? '',
  period_rule: state.periodRule,
});

const scoreKeyOf = (score: ScoreChanged): Row => ({
  index_code: score.index,
  component: score.component,
  period_rule: score.periodRule,
  unit: score.unit,
  period: score.period,
});

const SCORE_VERSIONS: RestoredTable<ScoreChanged> = {
  table: 'score_version',
  rowOf: (score) => ({
    ...scoreKeyOf(score),
    ...versionOf(score),
    digest: digestOf(score),
    catalogue_version: score.catalogueVersion,
  }),
};

/**
 * The digest is that of a score that is not rated against a plan; the rated value of others is on no topic, so their rows
 * are made anew when they are computed again.
 */
const NEWEST_SCORES: RestoredTable<ScoreChanged> = {
  table: 'score',
  newestBy: ['index_code', 'component', 'period_rule', 'unit', 'period'],
  rowOf: (score) => ({
    ...scoreKeyOf(score),
    last_day: lastDayOf(score),
    version: score.version,
    digest: scoreDigest(digestOf(score), undefined, false),
    edition: score.edition,
    level: score.level,
    state: score.state,
    value: score.value ?? null,
    published: score.published ?? null,
    planned: score.planned ?? null,
    base: score.base ?? null,
    past_due: false,
    known_from: score.knownFrom,
    demo: score.demo === true,
    catalogue_version: score.catalogueVersion,
    withdrawn: isWithdrawn(score),
  }),
};

const perUnit = (state: TrendChanged | RatingChanged | ForecastChanged): Row => ({
  ...subjectOf(state),
  unit: state.unit,
  period: state.period,
  digest: digestOf(state),
  ...versionOf(state),
});

/** Everything that scoring has sent, as rows of its tables. */
export const restorations: readonly Restoration[] = [
  restoration<ScoreChanged>(ScoreChangedV1, SCORE_VERSIONS, NEWEST_SCORES),
  // The newest of each for ever, where score.changed forgets after 30 days.
  restoration<ScoreChanged>(ScoreStateV1, SCORE_VERSIONS, NEWEST_SCORES),
  restoration<TrendChanged>(TrendChangedV1, {
    table: 'trend_version',
    rowOf: (trend) => ({ ...perUnit(trend), last_day: lastDayOf(trend), verdict: trend.verdict }),
  }),
  restoration<RatingChanged>(RatingChangedV1, {
    table: 'rating_version',
    rowOf: (rating) => ({ ...perUnit(rating), last_day: lastDayOf(rating), rating: rating.rating }),
  }),
  restoration<ForecastChanged>(ForecastChangedV1, {
    table: 'forecast_version',
    rowOf: (forecast) => ({ ...perUnit(forecast), steps: forecast.steps.length }),
  }),
  restoration<RankChanged>(RankChangedV1, {
    table: 'rank_version',
    rowOf: (rank) => ({
      ...subjectOf(rank),
      peer_group: rank.peerGroup,
      period: rank.period,
      last_day: lastDayOf(rank),
      digest: digestOf(rank),
      ...versionOf(rank),
    }),
  }),
];
