// @ts-check
import {
  CatalogueV1,
  ForecastChangedV1,
  ObligationChangedV1,
  ObservationRecordedV1,
  PlanRecordedV1,
  RankChangedV1,
  RatingChangedV1,
  ScoreChangedV1,
  TrendChangedV1,
} from '#contracts';
import { batchForecasts } from './batch-forecasts.mjs';
import { Panels } from './batch-panels.mjs';
import { batchRanks } from './batch-ranks.mjs';
import { batchScores } from './batch-scores.mjs';
import { batchVerdicts } from './batch-verdicts.mjs';
import { Log } from './log.mjs';
import { readTopics } from './read-topics.mjs';

const TOPICS = [
  CatalogueV1,
  ObservationRecordedV1,
  ObligationChangedV1,
  PlanRecordedV1,
  ScoreChangedV1,
  RankChangedV1,
  TrendChangedV1,
  RatingChangedV1,
  ForecastChangedV1,
];

/** @typedef {{ name: string, compared: number, different: string[] }} Comparison */

/**
 * Reads the topics alone, folds them and computes with the pure engine what is said last of everything.
 * @param {readonly string[]} brokers
 * @returns {Promise<{ log: Log, comparisons: Comparison[] }>}
 */
export async function compareWithBatch(brokers) {
  const log = new Log();
  await readTopics(
    brokers,
    TOPICS.map(({ topic }) => topic),
    (_topic, { type, data }) => log.take(type, data),
  );
  return { log, comparisons: comparisonsOf(log) };
}

/**
 * @param {Log} log
 * @returns {Comparison[]}
 */
export function comparisonsOf(log) {
  const scores = batchScores(log);
  const about = new Panels(log);
  const panels = [...about.ofNodes(scores), ...about.ofIndicators()];
  const familyOf = (/** @type {string} */ unit, /** @type {string} */ index, /** @type {string} */ day) =>
    about.family(unit, index, day);
  const { trends, ratings } = batchVerdicts(panels, familyOf);
  return [
    comparison('scores', log.scores, scores, scoreDiffers),
    comparison('ranks', log.ranks, batchRanks(log, scores), rankDiffers),
    comparison('trends', log.trends, trends, fieldsDiffer),
    comparison('ratings', log.ratings, ratings, fieldsDiffer),
    comparison('forecasts', log.forecasts, batchForecasts(panels, about), fieldsDiffer),
  ];
}

/** What was withdrawn, an empty ranking and a forecast without steps say the same as what never was. */
const saysSomething = (/** @type {any} */ { state, withdrawn, rows, steps }) =>
  state !== 'not-computed' && withdrawn !== true && rows?.length !== 0 && steps?.length !== 0;

/** @type {(name: string, published: Map<string, any>, computed: Map<string, any>, differs: (a: any, b: any) => string | undefined) => Comparison} */
function comparison(name, published, computed, differs) {
  const different = [];
  for (const [key, expected] of computed) {
    const said = published.get(key);
    const difference = said && (saysSomething(said) || said.state) ? differs(said, expected) : 'is not there';
    if (difference) different.push(`${key}: ${difference}`);
  }
  for (const [key, said] of published)
    if (!computed.has(key) && saysSomething(said)) different.push(`${key}: should not be there`);
  return { name, compared: computed.size, different };
}

/** @type {(published: any, computed: any) => string | undefined} */
function fieldsDiffer(published, computed) {
  const wrong = Object.entries(computed).filter(
    ([name, value]) => JSON.stringify(published[name]) !== JSON.stringify(value),
  );
  return wrong
    .map(
      ([name, value]) => `${name} is ${JSON.stringify(published[name])}, should be ${JSON.stringify(value)}`,
    )
    .join('; ');
}

/** @type {(published: any, computed: any) => string | undefined} */
function scoreDiffers(published, computed) {
  const state =
    published.state === 'conflict' && computed.state === 'insufficient' ? 'insufficient' : published.state;
  if (state !== computed.state) return `is ${published.state}, should be ${computed.state}`;
  if (published.value !== computed.value) return `is ${published.value}, should be ${computed.value}`;
  const hasCoverage = computed.coverage !== undefined;
  if (hasCoverage && published.coverage !== computed.coverage)
    return `has the coverage ${published.coverage}, should have ${computed.coverage}`;
  return undefined;
}

/** @type {(published: any, computed: any[]) => string | undefined} */
function rankDiffers({ rows }, computed) {
  const asText = (/** @type {any[]} */ all) =>
    JSON.stringify(all.map(({ unit, rank, value }) => [unit, rank, value]));
  return asText(rows) === asText(computed) ? undefined : `is ${asText(rows)}, should be ${asText(computed)}`;
}
