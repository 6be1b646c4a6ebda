// One Kafka 4 in KRaft mode: broker and controller in one small JVM, on loopback.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.mjs';
import { kafkaClassPath } from './jars.mjs';
import { answers, freePortFrom, freePorts } from './ports.mjs';
import { STAGE } from './watchdog.mjs';

const run = promisify(execFile);
const READY_WITHIN_MS = 60_000;

/** The heap is what 600 partitions need with room for bursts; the serial collector costs the least memory and start time. */
const JVM = [
  '-Xms96m',
  '-Xmx384m',
  '-XX:+UseSerialGC',
  '-XX:MinHeapFreeRatio=10',
  '-XX:MaxHeapFreeRatio=25',
  '-Xss512k',
  '-XX:ReservedCodeCacheSize=64m',
  '-Dlog4j2.level=WARN',
  '-Djava.awt.headless=true',
];

const properties = ({ port, controller, data }) => `
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
controller.quorum.bootstrap.servers=127.0.0.1:${controller}
log.dirs=${data}
auto.create.topics.enable=false
num.partitions=12
default.replication.factor=1
# Topics that Kafka keeps for itself: one partition each is plenty on one machine, and quick to load.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
# The cleaner's table is 128 MB of heap by default; these logs hold some thousand keys.
log.cleaner.dedupe.buffer.size=8388608
log.cleaner.threads=1
log.segment.bytes=67108864
log.index.size.max.bytes=524288
num.io.threads=4
num.network.threads=2
background.threads=2
num.recovery.threads.per.data.dir=2
# An idle controller otherwise writes a record twice a second.
metadata.max.idle.interval.ms=10000
`;

async function format(classPath, file) {
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await run('java', [
    '-Xshare:auto',
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-cp',
    classPath,
    'kafka.tools.StorageTool',
    'format',
    '--standalone',
    '-t',
    id,
    '-c',
    file,
  ]);
}

async function awaitReady(child, port) {
  let end;
  void child.ended.then((how) => (end = how));
  for (const from = Date.now(); !(await answers(port)); await sleep(50)) {
    if (end) return false;
    if (Date.now() - from > READY_WITHIN_MS)
      throw new Error(`Kafka does not answer after 60 s:\n${child.said()}`);
  }
  return end === undefined;
}

/**
 * Starts the broker on the wanted port or the next free one.
 * @returns {Promise<{brokers: string, port: number, child: object}>}
 */
export async function startKafka({ folder, watchdog, wantedPort, logs = folder }) {
  const classPath = await kafkaClassPath();
  const home = path.resolve(folder, 'kafka'),
    data = path.join(home, 'data'),
    file = path.join(home, 'server.properties');
  mkdirSync(home, { recursive: true });
  for (let tries = 1; ; tries += 1) {
    const [controller, random] = await freePorts(2);
    const port = wantedPort === undefined ? random : await freePortFrom(wantedPort);
    writeFileSync(file, properties({ port, controller, data }));
    if (!existsSync(path.join(data, 'bootstrap.checkpoint'))) {
      rmSync(data, { recursive: true, force: true });
      await format(classPath, file);
    }
    const child = startChild({
      name: 'Kafka',
      command: 'java',
      args: [...JVM, '-cp', classPath, 'kafka.Kafka', file],
      env: process.env,
      cwd: home,
      log: path.join(logs, 'kafka.log'),
      stage: STAGE.broker,
      watchdog,
    });
    if (await awaitReady(child, port)) return { brokers: `127.0.0.1:${port}`, port, child };
    // Another copy that starts at the same moment can take the port between the look and the broker's bind.
    if (tries === 3 || !child.said().includes('Address already in use'))
      throw new Error(`Kafka did not start:\n${child.said()}`);
  }
}
