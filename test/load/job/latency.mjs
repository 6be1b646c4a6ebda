// One event alone on an idle system: from the append of `observation.recorded` to the score and the ranking that follow it.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RankChangedV1, ScoreChangedV1 } from '#contracts';
import { goalposts, INDICATORS } from '../peers/generator/maths.mjs';
import { indicatorCode, periodOf, unitCode } from '../peers/generator/generate.mjs';
import { COMPONENT, GROUP } from './catalogue.mjs';
import { INPUT } from './found.mjs';
import { recordOf } from './records.mjs';

const WARM = 10;
const SAMPLES = 200;
const EVERY_MS = 100;
const LAST_WITHIN_MS = 10_000;
const RULE = 'M15';

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

/**
 * Which samples have been seen, by unit: in a score, by when its newest input was recorded; in a ranking, by that score in
 * its row. A state that was made of two samples shows both.
 */
class Seen {
  times = { score: [], rank: [] };
  #waiting = new Map();
  #scored = new Map();

  expect(unit, recordedAt, from) {
    this.#waiting.set(unit, [...(this.#waiting.get(unit) ?? []), { recordedAt, from }]);
  }

  score = ({ component, periodRule, unit, value, knownFrom }, at) => {
    if (component !== COMPONENT || periodRule !== RULE) return;
    const waiting = this.#waiting.get(unit) ?? [];
    const shown = waiting.filter(({ recordedAt }) => recordedAt <= knownFrom);
    this.#waiting.set(unit, waiting.slice(shown.length));
    for (const { from } of shown) this.times.score.push(at - from);
    const scored = shown.map(({ from }) => ({ value, from }));
    this.#scored.set(unit, [...(this.#scored.get(unit) ?? []), ...scored]);
  };

  rank = ({ subject, periodRule, peerGroup, rows }, at) => {
    if (subject !== COMPONENT || periodRule !== RULE || peerGroup !== GROUP) return;
    for (const { unit, value } of rows) {
      const scored = this.#scored.get(unit) ?? [];
      const shown = 1 + scored.findLastIndex((one) => one.value === value);
      for (const { from } of scored.splice(0, shown)) this.times.rank.push(at - from);
    }
  };

  isComplete(stages) {
    const left = (waiting) => [...waiting.values()].some(({ length }) => length > 0);
    return !left(this.#waiting) && (stages === 1 || !left(this.#scored));
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
    if (at >= WARM) seen.expect(event.unit, event.recordedAt, now());
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
