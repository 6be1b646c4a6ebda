// One event alone on an idle system: from the append of `observation.recorded` to the score and the ranking that follow it.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RankChangedV1, ScoreChangedV1 } from '#contracts';
import { goalposts, INDICATORS } from '../peers/generator/maths.mjs';
import { indicatorCode, monthOf, periodOf, unitCode } from '../peers/generator/generate.mjs';
import { COMPONENT, GROUP } from './catalogue.mjs';
import { INPUT, endsOf } from './found.mjs';
import { recordOf } from './records.mjs';

const WARM = 10;
const SAMPLES = 200;
const EVERY_MS = 100;
const LAST_WITHIN_MS = 10_000;
const RULE = 'M15';
const FIRST_MONTH = monthOf('2022-01');

const now = () => performance.now();

/** Follows both output topics from their ends on; resolves once it does. */
async function follow(client, onScore, onRank) {
  const consumer = client.consumer(client.named(`chiso.reader.latency.${randomUUID()}`));
  await consumer.connect();
  const topics = [ScoreChangedV1.topic, RankChangedV1.topic];
  await consumer.subscribe({ topics: topics.map((topic) => client.named(topic)), fromBeginning: false });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch, resolveOffset }) => {
      const take = client.plain(batch.topic) === ScoreChangedV1.topic ? onScore : onRank;
      for (const { value } of batch.messages) take(JSON.parse(value), now());
      resolveOffset(batch.lastOffset());
      return Promise.resolve();
    },
  });
  await joined;
  await sleep(3000);
  return consumer;
}

/** Which samples have been seen: a score by when its newest input was recorded, a ranking by that score in its row. */
class Seen {
  times = { score: [], rank: [] };
  #waiting = new Map();
  #ranked = new Map();

  expect(recordedAt, from) {
    this.#waiting.set(recordedAt, from);
  }

  score = ({ component, periodRule, unit, value, knownFrom }, at) => {
    const from = this.#waiting.get(knownFrom);
    if (component !== COMPONENT || periodRule !== RULE || from === undefined) return;
    this.#waiting.delete(knownFrom);
    this.times.score.push(at - from);
    this.#ranked.set(`${unit}|${value}`, from);
  };

  rank = ({ subject, periodRule, peerGroup, rows }, at) => {
    if (subject !== COMPONENT || periodRule !== RULE || peerGroup !== GROUP) return;
    for (const { unit, value } of rows) {
      const key = `${unit}|${value}`;
      const from = this.#ranked.get(key);
      if (from === undefined) continue;
      this.#ranked.delete(key);
      this.times.rank.push(at - from);
    }
  };

  isComplete(stages) {
    return this.#waiting.size === 0 && (stages === 1 || this.#ranked.size === 0);
  }
}

/** A further revision of a value of the newest whole month: it moves the unit's score by a little. */
const sampleOf = (at, units, months) => {
  const indicator = Math.floor(at / units) % INDICATORS;
  const { min, max } = goalposts(indicator);
  return {
    id: randomUUID(),
    unit: unitCode(at % units),
    indicator: indicatorCode(indicator),
    period: periodOf(months - 1),
    revision: 2 + Math.floor(at / (units * INDICATORS)),
    value: min + ((max - min) * (1 + (at % 97))) / 100,
    recordedAt: new Date().toISOString(),
  };
};

/**
 * @param job  a job that is done and still runs
 * @returns times in ms of each sample, `rank` empty without stage 2
 */
export async function measureLatency({ client, units, months, stages }) {
  const seen = new Seen();
  const consumer = await follow(client, seen.score, seen.rank);
  const producer = client.producer();
  await producer.connect();
  for (let at = 0; at < WARM + SAMPLES; at += 1) {
    const next = now() + EVERY_MS;
    const event = sampleOf(at, units, months);
    const { key, value, headers } = recordOf(event);
    if (at >= WARM) seen.expect(event.recordedAt, now());
    await producer.send({
      topic: client.named(INPUT),
      acks: -1,
      messages: [{ key, value, headers }],
    });
    await sleep(Math.max(0, next - now()));
  }
  for (const from = now(); !seen.isComplete(stages) && now() - from < LAST_WITHIN_MS;) await sleep(100);
  await producer.disconnect();
  await consumer.disconnect();
  if (seen.times.score.length < SAMPLES)
    throw new Error(`${seen.times.score.length} scores of ${SAMPLES} seen`);
  return seen.times;
}

/** The number of whole months that a log of so many first values holds. */
export const wholeMonths = (values, units) => Math.floor(values / (units * INDICATORS));
export { FIRST_MONTH, endsOf };
