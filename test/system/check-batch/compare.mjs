// @ts-check
import {
  CatalogueV1,
  ObligationChangedV1,
  ObservationRecordedV1,
  RankChangedV1,
  ScoreChangedV1,
} from '#contracts';
import { batchRanks } from './batch-ranks.mjs';
import { batchScores } from './batch-scores.mjs';
import { Log } from './log.mjs';
import { readTopics } from './read-topics.mjs';

const TOPICS = [CatalogueV1, ObservationRecordedV1, ObligationChangedV1, ScoreChangedV1, RankChangedV1];

/** @typedef {{ name: string, compared: number, different: string[] }} Comparison */

/**
 * Reads the topics alone, folds them and computes with the pure engine what the last scores and ranks should be.
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
  const scores = batchScores(log);
  const ranks = batchRanks(log, scores);
  // A ranking whose last unit has lost its score says the same as one that never was.
  const standing = new Map([...log.ranks].filter(([, { rows }]) => rows.length > 0));
  return {
    log,
    comparisons: [
      {
        name: 'scores',
        compared: scores.size,
        different: differences(log.scores, scores, scoreDiffers),
      },
      { name: 'ranks', compared: ranks.size, different: differences(standing, ranks, rankDiffers) },
    ],
  };
}

/** @type {(published: Map<string, any>, computed: Map<string, any>, differs: (a: any, b: any) => string | undefined) => string[]} */
function differences(published, computed, differs) {
  const found = [];
  for (const [key, expected] of computed) {
    const difference = published.has(key) ? differs(published.get(key), expected) : 'is not there';
    if (difference) found.push(`${key}: ${difference}`);
  }
  for (const [key, state] of published)
    if (!computed.has(key) && state.state !== 'not-computed' && state.ofN !== 0)
      found.push(`${key}: should not be there`);
  return found;
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
