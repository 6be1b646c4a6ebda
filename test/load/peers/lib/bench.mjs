// The peers' common frame: load the topic, run the peer, verify state and outputs, measure, give the figures.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchInfrastructure } from '../../job/infrastructure.mjs';
import { expected, generate } from '../generator/generate.mjs';
import { createTopics, kafka, load, readAll } from './kafka.mjs';
import { measureLatency } from './latency.mjs';
import { PeerProcess } from './peer-process.mjs';

const LOOK_EVERY_MS = 50;
const KILLED_AT = 0.4;
const TOPIC = 'obs';

const near = (a, b) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));

/** Sentences on what differs; none where all is as it should be. */
const differences = (got, wanted) =>
  Object.keys(wanted).flatMap((key) =>
    near(got[key] ?? NaN, wanted[key]) ? [] : `${key} is ${got[key]}, should be ${wanted[key]}`,
  );

/** The last state of each cell and the last class of each series, as the output topics have them. */
async function readOutputs(admin, { score, trend }) {
  const cells = new Map();
  const classes = new Map();
  const counts = { 'score.changed': 0, 'trend.changed': 0 };
  await readAll(admin, score, ({ value }) => {
    counts['score.changed'] += 1;
    const state = JSON.parse(value);
    cells.set(`${state.unit}|${state.period}`, state);
  });
  await readAll(admin, trend, ({ value }) => {
    counts['trend.changed'] += 1;
    const state = JSON.parse(value);
    classes.set(`${state.unit}|${state.indicator}`, state.class);
  });
  const sumOf = (name) => [...cells.values()].reduce((sum, state) => sum + Number(state[name]), 0);
  const countOf = (name) => [...classes.values()].filter((each) => each === name).length;
  const state = {
    scores: cells.size,
    scoreSum: sumOf('score'),
    coverageSum: sumOf('coverage'),
    improving: countOf('improving'),
    worsening: countOf('worsening'),
  };
  return { state, counts };
}

class PeerBench {
  constructor(peer, infrastructure) {
    Object.assign(this, peer, { infrastructure });
    this.admin = kafka('admin').admin();
    this.events = generate({ n: this.n, units: this.units });
    this.wanted = expected(this.events);
  }

  async load() {
    await this.admin.connect();
    await createTopics(this.admin, [TOPIC]);
    await load(TOPIC, this.events);
    const offsets = await this.admin.fetchTopicOffsets(TOPIC);
    this.ends = offsets.map(({ partition, high }) => [partition, Number(high)]).filter(([, end]) => end > 0);
  }

  async prepare(run) {
    this.tag = `${this.name}-${run}`;
    this.topics = { score: `score.changed.${run}`, trend: `trend.changed.${run}` };
    await createTopics(this.admin, Object.values(this.topics));
    if (this.usesPg) this.databaseUrl = await this.infrastructure.createDatabase(`peer_${run}`);
  }

  launch() {
    const env = {
      BROKER: this.infrastructure.brokers,
      TOPIC_IN: TOPIC,
      TOPIC_SCORE: this.topics.score,
      TOPIC_TREND: this.topics.trend,
      GROUP: this.tag,
      EXPECT: String(this.events.length),
      STATE_DIR: path.join(this.infrastructure.folder, 'state', this.tag),
      NODE_ENV: 'production',
      ...(this.usesPg && { DATABASE_URL: this.databaseUrl }),
      ...this.env,
    };
    const log = path.join(this.infrastructure.folder, `${this.name}.log`);
    this.process = new PeerProcess({ ...this, env, log });
    return this.process.said('T0');
  }

  /** The group's committed offsets are at the end of the topic. */
  async committed() {
    for (; ; await sleep(LOOK_EVERY_MS)) {
      const [own] = await this.admin.fetchOffsets({ groupId: this.groupOf(this.tag), topics: [TOPIC] });
      const at = new Map(own.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      if (this.ends.every(([partition, end]) => at.get(partition) >= end)) return performance.now();
      if (this.process.ended) throw new Error(`${this.name} ended`);
    }
  }

  usedCpu = () => ({
    peer: this.process.cpu,
    broker: this.infrastructure.brokerCpu(),
    database: this.usesPg ? this.infrastructure.databaseCpu() : 0,
  });

  async measured() {
    const begin = await this.launch();
    const before = { ...this.usedCpu(), peer: begin.cpu };
    const done = await this.process.said('DONE');
    const end = this.waitCommitted ? await this.committed() : done.at;
    const after = this.usedCpu();
    const total = this.events.length;
    const half = this.process.steps.find(({ handled }) => handled >= total / 2) ?? {
      handled: 0,
      at: begin.at,
    };
    const per = (name) => ((after[name] - before[name]) * 100_000) / total;
    return {
      rate: (total * 1000) / (end - begin.at),
      secondHalf: ((total - half.handled) * 1000) / (end - half.at),
      wall: (end - begin.at) / 1000,
      rss: this.process.peakRss,
      cpu: { service: per('peer'), broker: per('broker'), database: per('database') },
    };
  }

  /** Sentences on what differs in state and outputs, and how many records went out. */
  async verify() {
    await sleep(500);
    this.process.ask('state');
    const state = await this.state({ process: this.process, url: this.databaseUrl });
    const outputs = await readOutputs(this.admin, this.topics);
    const { scores, scoreSum, coverageSum, improving, worsening } = this.wanted;
    const wanted = { scores, scoreSum, coverageSum, improving, worsening };
    return {
      state: differences(state, this.wanted),
      outputs: differences(outputs.state, wanted),
      counts: outputs.counts,
    };
  }

  async run(run) {
    await this.prepare(run);
    const figures = await this.measured();
    const { state, outputs, counts } = await this.verify();
    const wrong = [...state, ...outputs];
    if (wrong.length > 0) throw new Error(`${this.tag} differs: ${wrong.join('; ')}`);
    process.stderr.write(
      `${this.tag}: ${Math.round(figures.rate)} events/s, second half ${Math.round(figures.secondHalf)}, verified\n`,
    );
    return { ...figures, outputs: counts };
  }

  /** Killed at 40 % and started again; what then differs is reported and not refused. */
  async kill() {
    await this.prepare('killed');
    await this.launch();
    while (this.process.handled < this.events.length * KILLED_AT) await sleep(5);
    await this.process.stop('SIGKILL');
    await this.launch();
    await this.committed();
    const { state, outputs } = await this.verify();
    await this.process.stop();
    const inWords = (wrong) => (wrong.length === 0 ? 'exact' : wrong.join('; '));
    process.stderr.write(`${this.tag}: state ${inWords(state)}, outputs ${inWords(outputs)}\n`);
  }

  async all() {
    await this.load();
    if (this.killed) await this.kill();
    const runs = [];
    for (let run = 0; run < this.runs; run += 1) {
      runs.push(await this.run(run));
      if (this.latency && run === this.runs - 1)
        this.times = await measureLatency(this.admin, this.topics.score, this.units);
      await this.process.stop();
    }
    return { name: this.name, events: this.events.length, runs, latency: this.times ?? [] };
  }
}

const number = (name, otherwise) => Number(process.env[name] || otherwise);

/**
 * Runs a peer so many times and says the figures as one line of JSON. Size and runs come from the environment
 * (PEER_EVENTS, PEER_UNITS, PEER_RUNS, PEER_KILLED=1, PEER_LATENCY=0).
 */
export async function benchPeer(peer) {
  const infrastructure = await BenchInfrastructure.start({ database: peer.usesPg === true });
  process.env.BROKER = infrastructure.brokers;
  const bench = new PeerBench(
    {
      waitCommitted: true,
      groupOf: (group) => group,
      ...peer,
      n: number('PEER_EVENTS', peer.n ?? 200_000),
      units: number('PEER_UNITS', peer.units ?? 43),
      runs: number('PEER_RUNS', 3),
      killed: process.env.PEER_KILLED === '1',
      latency: peer.latency !== false && process.env.PEER_LATENCY !== '0',
    },
    infrastructure,
  );
  try {
    console.log(JSON.stringify(await bench.all()));
  } finally {
    await bench.process?.stop();
    await bench.admin.disconnect().catch(() => undefined);
    await infrastructure.stop();
  }
}
