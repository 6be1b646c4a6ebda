// One run of the job: topics filled, the service started, the clock from the first record handed over until everything is
// handled, stored and sent; then what is stored and sent is compared with the plain computation.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { RankChangedV1, ScoreChangedV1, TrendChangedV1 } from '#contracts';
import { entryPoint, memoryArguments } from '../../../deploy/local/services.mjs';
import { cpuSeconds, peakRssMiB, rssMiB } from '../processes.mjs';
import { compare, expectedState, expectedTrends } from './expected.mjs';
import { countsOf, INPUT, sentState, storedState, storedTrends } from './found.mjs';
import { fillTopics } from './records.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PROBE = path.join(import.meta.dirname, 'probe.mjs');
const LOOK_EVERY_MS = 50;
const BEGINS_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 30_000;

const STANDING = `
  SELECT (SELECT coalesce(sum(next_offset), 0)::int FROM consumer_offset
          WHERE consumer_group LIKE '%stage-1' AND topic = $1) AS handled,
    EXISTS (SELECT FROM outbox) AS unsent,
    EXISTS (SELECT FROM rescore_due) AS unscored,
    EXISTS (SELECT FROM cross_section_due) AS touched`;

const now = () => performance.timeOrigin + performance.now();

/** One or more processes of scoring over one database and one set of topics. */
export class ScoringJob {
  #processes = [];
  #how;
  /** How many were handled when, and the processor time that all parts had used by then. */
  #samples = [];

  /**
   * @param how infrastructure, events, units, name (of database and topics), stages (1 or 2), processes, profile, laterBy
   *   (years by which everything is recorded later than the generator says)
   */
  constructor(how) {
    this.#how = { stages: 1, processes: 1, ...how };
  }

  static async prepared(how) {
    const job = new ScoringJob(how);
    const { infrastructure, name } = job.#how;
    job.databaseUrl = await infrastructure.createDatabase(name);
    job.client = await fillTopics({ ...job.#how, brokers: infrastructure.brokers, prefix: `${name}.` });
    return job;
  }

  /** Starts the processes and resolves when the job is done, with its figures; they go on running. */
  async run() {
    const { events, processes } = this.#how;
    for (let at = 0; at < processes; at += 1) this.#start(at);
    await this.#begun();
    const total = events.length;
    const before = this.#used();
    this.database = new pg.Client({
      connectionString: this.databaseUrl,
      options: '-c search_path=scoring',
    });
    await this.database.connect();
    const handledAt = await this.#until(({ handled, unscored }) => handled >= total && !unscored);
    const end = await this.#finished();
    const after = this.#used();
    const samples = this.#samples;
    const begin = Math.min(...this.#processes.map(({ first }) => first ?? Infinity));
    const half = this.#halfTime(total);
    const cpu = (name) => ((after[name] - before[name]) * 100_000) / total;
    return {
      rate: (total * 1000) / (end - begin),
      secondHalf: ((total - half.handled) * 1000) / (end - half.at),
      handledAfter: (handledAt - begin) / 1000,
      wall: (end - begin) / 1000,
      rss: Math.max(...this.#processes.map(({ child }) => peakRssMiB(child.pid))),
      cpu: { service: cpu('service'), broker: cpu('broker'), database: cpu('database') },
      samples,
    };
  }

  /**
   * Compares everything stored, and what was sent unless that is too much to read again, with the plain computation; gives
   * what was compared and how much was sent.
   */
  async verify({ sent = true } = {}) {
    const wanted = expectedState(this.#how.events);
    const stored = await storedState(this.database);
    compare('what is stored', stored, wanted);
    const { versions: _versions, observations: _observations, ...scores } = wanted;
    if (sent) compare('what was sent', await sentState(this.client), scores);
    const trends = this.#how.stages === 2 ? expectedTrends(this.#how.events) : {};
    compare('what is stored of trends', await storedTrends(this.database), trends);
    const topics = [ScoreChangedV1, TrendChangedV1, RankChangedV1];
    const { rows } = await this.database.query('SELECT count(*)::int AS letters FROM dead_letter');
    if (rows[0].letters > 0) throw new Error(`${rows[0].letters} dead letters`);
    return {
      compared: [...Object.keys(wanted), ...Object.keys(trends)],
      outputs: await countsOf(
        this.client,
        topics.map(({ topic }) => topic),
      ),
    };
  }

  /** Starts it anew on what is there, with nothing to do; its memory after a while, in MiB. */
  async idleMemory(seconds) {
    await this.stop();
    this.#processes = [];
    this.#start(0);
    await sleep(seconds * 1000);
    this.#mustLive();
    return rssMiB(this.#processes[0].child.pid);
  }

  async stop() {
    await this.database?.end().catch(() => undefined);
    for (const { child } of this.#processes) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
      await ended;
      clearTimeout(force);
    }
  }

  #start(at) {
    const { infrastructure, name, stages, profile } = this.#how;
    const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const args = [...memoryArguments('scoring'), ...profiling, '--import', PROBE];
    const one = { steps: [] };
    const started = infrastructure.spawnNode({
      name: `${name}-${at}`,
      args: [...args, path.join(ROOT, entryPoint('scoring'))],
      env: this.#environment(stages),
      onLine: (line) => take(one, line),
    });
    this.#processes.push(Object.assign(one, started));
  }

  #environment(stages) {
    const { infrastructure, name } = this.#how;
    return {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: this.databaseUrl,
      KAFKA_BROKERS: infrastructure.brokers,
      CHISO_TOPIC_PREFIX: `${name}.`,
      CHISO_TOKEN_SECRET: randomBytes(24).toString('hex'),
      CHISO_BENCH_STAGES: String(stages),
    };
  }

  async #begun() {
    for (const from = now(); !this.#processes.some(({ first }) => first); await sleep(5)) {
      this.#mustLive();
      if (now() - from > BEGINS_WITHIN_MS) throw new Error('the service has taken no record within 90 s');
    }
  }

  #mustLive() {
    const dead = this.#processes.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
    if (dead) throw new Error(`scoring ended with ${dead.child.exitCode}:\n${dead.said()}`);
  }

  /** Waits until the database says so; gives the time. */
  async #until(isReached) {
    for (;;) {
      const { rows } = await this.database.query(STANDING, [INPUT]);
      const used = Object.values(this.#used()).reduce((sum, seconds) => sum + seconds, 0);
      this.#samples.push({ at: now(), handled: rows[0].handled, used });
      if (isReached(rows[0])) return now();
      this.#mustLive();
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Everything sent, and with stage 2 everything that was touched looked at. */
  #finished() {
    const { stages } = this.#how;
    return this.#until(({ unsent, touched }) => !unsent && (stages === 1 || !touched));
  }

  #steps() {
    const all = this.#processes.flatMap(({ steps }) => steps).toSorted((a, b) => a.at - b.at);
    let handled = 0;
    return all.map((step) => ({ at: step.at, handled: (handled += step.events) }));
  }

  #halfTime(total) {
    const steps = this.#steps();
    return steps.find(({ handled }) => handled >= total / 2) ?? steps.at(-1);
  }

  /** Processor seconds so far. */
  #used() {
    const { infrastructure } = this.#how;
    return {
      service: this.#processes.reduce((sum, { child }) => sum + cpuSeconds(child.pid), 0),
      broker: infrastructure.brokerCpu(),
      database: infrastructure.databaseCpu(),
    };
  }
}

function take(one, line) {
  const [word, at, handled] = line.split(' ');
  if (word === 'first') one.first = Number(at);
  if (word !== 'handled') return;
  const before = one.handled ?? 0;
  one.handled = Number(handled);
  one.steps.push({ at: Number(at), events: one.handled - before });
}
