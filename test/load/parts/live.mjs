// From the answer of POST /observations to the events on /live, at 100 values a second, on the whole system.
import { setTimeout as sleep } from 'node:timers/promises';
import { periodContaining, periodsBetween } from '#periods';
import { memoryArguments } from '../../../deploy/local/services.mjs';
import { quantileRow, row } from '../figures.mjs';
import { Generator } from '../../system/failures/stand/generator.mjs';
import { untilSettled } from '../../system/failures/stand/settled.mjs';
import { UNITS } from '../../system/failures/stand/small-catalogue.mjs';
import { Stand } from '../../system/failures/stand/stand.mjs';

const INDICATORS = ['SVC.ONTIME', 'SVC.ONLINE', 'SVC.SATIS', 'SVC.FULL'];
const RULE = 'M21';
const PER_SECOND = 100;
const WARM = 200;
const SAMPLE_EACH = 20;
const SHARES = [0.5, 0.95, 0.99];
const AIMS = [100, 300, 800];
const LAST_WITHIN_MS = 10_000;
const DENOMINATOR = 1000;

/** Cells in turn, each once before any comes again, of the units given. */
function* values(units) {
  const months = periodsBetween(RULE, '2024-01-21', '2024-11-20');
  for (let round = 0; ; round += 1)
    for (const { id: period, lastDay } of months)
      for (const unit of units) {
        const indicator = INDICATORS[round % INDICATORS.length];
        const scored = periodContaining('M15', lastDay).id;
        yield { indicator, unit, period, scored, numerator: 1 + ((round * 37) % DENOMINATOR) };
      }
}

/** One unit is left to every twentieth value: the event of one of its scores can follow no other. */
function* valuesWithSamples() {
  const [own, others] = [values(UNITS.slice(0, 1)), values(UNITS.slice(1))];
  for (let at = 0; ; at += 1) {
    const isSample = at % SAMPLE_EACH === 0;
    yield { isSample, value: (isSample ? own : others).next().value };
  }
}

/** The open stream: what was heard of an observation by its key and version, and of scores by unit and month. */
class Listener {
  #abort = new AbortController();
  #waiting = { observation: new Map(), score: new Map() };
  heard = { observation: [], score: [] };

  async open(url) {
    const response = await fetch(`${url}/api/v1/live?topics=observation,score`, {
      headers: { accept: 'text/event-stream' },
      signal: this.#abort.signal,
    });
    void this.#read(response.body).catch(() => undefined);
  }

  close() {
    this.#abort.abort();
  }

  wait(topic, name, answered) {
    this.#waiting[topic].set(name, answered);
  }

  get left() {
    return this.#waiting.observation.size + this.#waiting.score.size;
  }

  /** The event may be read before the answer: then nothing was waited for. */
  #take({ topic, key, version, unit }, at) {
    const name =
      topic === 'observation' ? `${key} ${version}` : `${unit} ${key.split(':').slice(-2).join(' ')}`;
    const answered = this.#waiting[topic]?.get(name);
    if (answered === undefined) return;
    this.#waiting[topic].delete(name);
    answered.then((time) => this.heard[topic].push(Math.max(0, at - time)));
  }

  async #read(body) {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const at = performance.now();
      const messages = (text + chunk).split('\n\n');
      text = messages.pop();
      for (const message of messages) {
        const data = /^data: (.*)$/m.exec(message)?.[1];
        for (const change of (data && JSON.parse(data).changes) || []) this.#take(change, at);
      }
    }
  }
}

/** Resolves with the time of the answer. */
async function post(url, { scored: _scored, ...value }) {
  const response = await fetch(`${url}/api/v1/observations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-Chiso-Act-As': 'seed@SEED' },
    body: JSON.stringify({ observations: [{ ...value, denominator: DENOMINATOR, reason: 'correction' }] }),
  });
  const { results } = await response.json();
  if (!['recorded', 'revised'].includes(results?.[0]?.outcome))
    throw new Error(JSON.stringify(results ?? response.status));
  return performance.now();
}

async function measure(url, samples, revisionOf) {
  const listener = new Listener();
  await listener.open(url);
  await sleep(500);
  const next = valuesWithSamples();
  const answers = [];
  const begin = performance.now();
  for (let at = 0; at < WARM + samples; at += 1) {
    await sleep(Math.max(0, begin + (at * 1000) / PER_SECOND - performance.now()));
    const { isSample, value } = next.next().value;
    const answered = post(url, value);
    answers.push(answered);
    const key = `${value.indicator}:${value.unit}:${value.period}`;
    const version = revisionOf(key) + 1;
    if (at < WARM) continue;
    listener.wait('observation', `${key} ${version}`, answered);
    if (isSample) listener.wait('score', `${value.unit} M15 ${value.scored}`, answered);
  }
  await Promise.all(answers);
  const seconds = (performance.now() - begin) / 1000;
  for (const from = performance.now(); listener.left > 0 && performance.now() - from < LAST_WITHIN_MS;)
    await sleep(100);
  listener.close();
  return { heard: listener.heard, missed: listener.left, rate: (WARM + samples) / seconds };
}

/** Counts the revisions of each value from what the generator was told. */
function revisions(log) {
  const known = new Map([...log].map(([key, all]) => [key, all.length - 1]));
  return (key) => {
    const revision = (known.get(key) ?? -1) + 1;
    known.set(key, revision);
    return revision;
  };
}

async function run({ events }) {
  const samples = Math.max(200, Math.round(events / 33));
  const stand = await Stand.start({ memory: memoryArguments });
  try {
    const generator = new Generator({ gatewayUrl: stand.gatewayUrl, seed: 1 });
    await generator.prepare();
    await untilSettled(stand);
    const { heard, missed, rate } = await measure(stand.gatewayUrl, samples, revisions(generator.log));
    return {
      rows: [
        quantileRow(
          'from `200` to the observation on `/live`, p50 / p95 / p99',
          heard.observation,
          SHARES,
          AIMS,
        ),
        quantileRow('from `200` to the score on `/live`, p50 / p95 / p99', heard.score, SHARES, AIMS),
        row(
          'values posted a second, one a request; events that did not come',
          `${rate.toFixed(0)}; ${missed}`,
        ),
      ],
      details: [
        `${heard.observation.length} values, one a request, on a system of four services whose past is loaded; of the scores those of one unit, ${heard.score.length}.`,
      ],
      settings: 'PostgreSQL 18 and Kafka 4.3.1 as `npm start` runs them',
    };
  } finally {
    await stand.stop();
  }
}

export const live = { name: 'live', run };
