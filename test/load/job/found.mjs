// What the service has stored and sent, in the same figures as the plain computation.
import { ObservationRecordedV1, ScoreChangedV1, unpacked } from '#contracts';
import { topicBounds } from '#messaging';
import { COMPONENT, PROVINCE } from './catalogue.mjs';

const OBSERVATIONS = `
  SELECT count(*)::int AS versions, count(DISTINCT (indicator, unit, period))::int AS observations
  FROM observation_version`;

const SCORES = `
  SELECT s.period_rule AS rule, s.value AS score, v.body
  FROM score s JOIN score_version v USING (index_code, component, period_rule, unit, period, version)
  WHERE s.component = $1 AND s.unit <> $2`;

export async function storedState(database) {
  const { rows: observations } = await database.query(OBSERVATIONS);
  const { rows: scores } = await database.query(SCORES, [COMPONENT, PROVINCE]);
  const newest = scores.map(({ rule, score, body }) => ({
    rule,
    score: score ?? undefined,
    coverage: JSON.parse(unpacked(body)).coverage,
  }));
  return { ...observations[0], ...sumsByRule(newest) };
}

const TRENDS = `
  SELECT count(*)::int AS series, coalesce(sum((body::json ->> 's')::float8), 0) AS "sum of S",
    coalesce(sum((body::json ->> 'slope')::float8), 0) AS "sum of slopes"
  FROM (SELECT DISTINCT ON (subject, unit) body FROM trend_version WHERE index_code = ''
        ORDER BY subject, unit, last_day DESC, version DESC) AS newest`;

export const storedTrends = async (database) => (await database.query(TRENDS)).rows[0];

/** The last state of each score on its topic, and how many records lie there. */
export async function sentState(client) {
  const last = new Map();
  await readTopic(client, ScoreChangedV1.topic, ({ value }) => {
    const { unit, period, periodRule, version, state, value: score, coverage } = JSON.parse(value);
    const key = `${unit}|${periodRule}|${period}`;
    if (unit === PROVINCE || (last.get(key)?.version ?? 0) >= version) return;
    last.set(key, { rule: periodRule, version, score: state === 'scored' ? score : undefined, coverage });
  });
  return sumsByRule(last.values());
}

function sumsByRule(scores) {
  const found = {};
  for (const [rule, cells] of Map.groupBy(scores, (each) => each.rule)) {
    const scored = cells.filter(({ score }) => score !== undefined);
    Object.assign(found, {
      [`${rule} cells`]: cells.length,
      [`${rule} scored`]: scored.length,
      [`${rule} sum of scores`]: scored.reduce((sum, { score }) => sum + score, 0),
      [`${rule} sum of coverage`]: cells.reduce((sum, { coverage }) => sum + coverage, 0),
    });
  }
  return found;
}

async function readTopic(client, topic, onMessage) {
  const ends = await endsOf(client, topic);
  const left = new Map(ends.filter(([, end]) => end > 0));
  if (left.size === 0) return;
  const consumer = client.consumer(client.named(`chiso.reader.bench.${topic}`));
  await consumer.connect();
  await consumer.subscribe({ topics: [client.named(topic)], fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachBatch: ({ batch }) => {
          for (const message of batch.messages) onMessage(message);
          if (Number(batch.lastOffset()) + 1 >= left.get(batch.partition)) left.delete(batch.partition);
          if (left.size === 0) resolve();
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
}

/** Where each partition of a topic ends now. */
export async function endsOf(client, topic) {
  const admin = client.admin();
  await admin.connect();
  try {
    const bounds = await topicBounds(admin, client.named(topic));
    return bounds.map(({ partition, high }) => [partition, high]);
  } finally {
    await admin.disconnect();
  }
}

/** Records on topics, by the topic's short name. */
export async function countsOf(client, topics) {
  const counted = await Promise.all(
    topics.map(async (topic) => [
      topic.replace(/^chiso\.|\.v1$/g, ''),
      (await endsOf(client, topic)).reduce((sum, [, end]) => sum + end, 0),
    ]),
  );
  return Object.fromEntries(counted);
}

export const INPUT = ObservationRecordedV1.topic;
