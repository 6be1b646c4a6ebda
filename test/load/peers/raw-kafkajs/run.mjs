// The ceiling of the transport alone: produce 1,000 a send (acks -1), then eachBatch with a JSON.parse of each value and
// its headers as strings.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BenchInfrastructure } from '../../job/infrastructure.mjs';
import { cpuSeconds, peakRssMiB } from '../../processes.mjs';
import { generate, toMessage } from '../generator/generate.mjs';
import { createTopics, kafka } from '../lib/kafka.mjs';

const RUNS = Number(process.env.PEER_RUNS ?? 3);
const N = Number(process.env.PEER_EVENTS ?? 200_000);
const self = fileURLToPath(import.meta.url);
const say = (text) => process.stdout.write(`${text}\n`);

async function produce(topic) {
  const messages = generate({ n: N }).map(toMessage);
  const producer = kafka('raw').producer({ allowAutoTopicCreation: false });
  await producer.connect();
  // Connection and metadata.
  await producer.send({ topic, acks: -1, messages: messages.slice(0, 1) });
  say('T0');
  for (let at = 0; at < messages.length; at += 1000)
    await producer.send({ topic, acks: -1, messages: messages.slice(at, at + 1000) });
  say(`DONE ${messages.length}`);
}

async function consume(topic, wanted) {
  const consumer = kafka('raw').consumer({ groupId: `raw-${topic}-${process.pid}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let [count, sum, ids] = [0, 0, 0];
  await consumer.run({
    eachBatch: async ({ batch }) => {
      if (count === 0) say('T0');
      for (const message of batch.messages) {
        const { value } = JSON.parse(message.value);
        let id;
        for (const name in message.headers) {
          const header = message.headers[name].toString();
          if (name === 'ce_id') id = header;
        }
        ids += id.length;
        sum += value;
        count += 1;
      }
      if (count >= wanted) say(`DONE ${count} ${sum} ${ids}`);
    },
  });
}

/** Runs one side in a process of its own. */
async function once(args, total, broker) {
  const child = spawn(process.execPath, [self, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  let begin;
  for await (const line of createInterface({ input: child.stdout })) {
    const used = { service: cpuSeconds(child.pid), broker: broker() };
    if (line === 'T0') begin = { at: performance.now(), used };
    if (!line.startsWith('DONE')) continue;
    const wall = (performance.now() - begin.at) / 1000;
    const per = (name) => ((used[name] - begin.used[name]) * 100_000) / total;
    const figures = {
      wall,
      rate: total / wall,
      rss: peakRssMiB(child.pid),
      cpu: { service: per('service'), broker: per('broker'), database: 0 },
    };
    child.kill('SIGKILL');
    return { figures, said: line };
  }
  throw new Error(`${args[0]} ended early`);
}

async function bench() {
  const events = generate({ n: N });
  const sum = events.reduce((all, { value }) => all + value, 0) + events[0].value;
  const infrastructure = await BenchInfrastructure.start({ database: false });
  process.env.BROKER = infrastructure.brokers;
  const admin = kafka('admin').admin();
  const runs = { produce: [], consume: [] };
  try {
    await admin.connect();
    for (let run = 0; run < RUNS; run += 1) {
      const topic = `obs${run}`;
      const wanted = events.length + 1;
      await createTopics(admin, [topic]);
      const produced = await once(['produce', topic], events.length, infrastructure.brokerCpu);
      const consumed = await once(
        ['consume', topic, String(wanted)],
        events.length,
        infrastructure.brokerCpu,
      );
      const [, count, got] = consumed.said.split(' ').map(Number);
      if (count !== wanted || Math.abs(got - sum) > 1e-3)
        throw new Error(`consumed ${count}, sum ${got}: should be ${wanted}, ${sum}`);
      runs.produce.push(produced.figures);
      runs.consume.push(consumed.figures);
    }
    say(JSON.stringify({ name: 'raw-kafkajs', events: events.length, ...runs }));
  } finally {
    await admin.disconnect();
    await infrastructure.stop();
  }
}

const [mode, topic, wanted] = process.argv.slice(2);
if (mode) process.stdin.resume();
if (mode === 'produce') await produce(topic);
else if (mode === 'consume') await consume(topic, Number(wanted));
else await bench();
