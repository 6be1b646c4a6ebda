// @ts-check
// `npm run check:batch`: are the scores and ranks on the topics those that the whole log gives? Reads Kafka alone,
// folds the log by itself and computes with the pure engine; exit 1 where anything differs.
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

const SHOWN = 20;

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

/** @type {(name: string, compared: number, found: string[]) => void} */
function print(name, compared, found) {
  console.log(`${name}: ${compared} compared, ${found.length} different`);
  for (const line of found.slice(0, SHOWN)) console.log(`  ${line.slice(0, 400)}`);
  if (found.length > SHOWN) console.log(`  … and ${found.length - SHOWN} more`);
}

const brokers = (process.env.KAFKA_BROKERS ?? '127.0.0.1:9092').split(',');
const log = new Log();
const topics = [CatalogueV1, ObservationRecordedV1, ObligationChangedV1, ScoreChangedV1, RankChangedV1];
await readTopics(
  brokers,
  topics.map(({ topic }) => topic),
  (_topic, { type, data }) => log.take(type, data),
);
const { observations, obligations, scores: versions, ranks: rankVersions } = log.counts;
console.log(
  `read: ${observations} observations, ${obligations} obligations, ${versions} score versions, ${rankVersions} rank versions`,
);
const scores = batchScores(log);
const ranks = batchRanks(log, scores);
const wrongScores = differences(log.scores, scores, scoreDiffers);
// A ranking whose last unit has lost its score says the same as one that never was.
const standing = new Map([...log.ranks].filter(([, { rows }]) => rows.length > 0));
const wrongRanks = differences(standing, ranks, rankDiffers);
print('scores', scores.size, wrongScores);
print('ranks', ranks.size, wrongRanks);
process.exitCode = wrongScores.length + wrongRanks.length > 0 ? 1 : 0;
