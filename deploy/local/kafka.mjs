// One Kafka 4 in KRaft mode: broker and controller in one small JVM, on loopback.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.mjs';
import { brokerArguments, formatStorage } from './kafka-jvm.mjs';
import { properties } from './kafka-properties.mjs';
import { freePortFrom, freePorts } from './ports.mjs';
import { STAGE } from './watchdog.mjs';

const READY_WITHIN_MS = 120_000;

/**
 * Its own word that it is up, and not an answer at its port: that could be another broker which took the port meanwhile.
 * False when it ended instead.
 */
async function isUp(child) {
  let ended = false;
  void child.ended.then(() => (ended = true));
  for (const from = Date.now(); !child.wrote().includes('Kafka Server started'); await sleep(40)) {
    if (ended) return false;
    if (Date.now() - from > READY_WITHIN_MS)
      throw new Error(`Kafka is not up after ${READY_WITHIN_MS / 1000} s:\n${child.said()}`);
  }
  return !ended;
}

async function formatOnce(home, data, file) {
  const done = path.join(home, 'formatted');
  if (existsSync(done)) return;
  rmSync(data, { recursive: true, force: true });
  await formatStorage(file, randomBytes(16).toString('base64url').replace(/^-/, 'A'));
  writeFileSync(done, '');
}

/**
 * Starts the broker on the wanted port or the next free one; without a wish on any.
 * @returns {Promise<{brokers: string, port: number, child: object}>}
 */
export async function startKafka({ folder, watchdog, wantedPort, logs = folder, throwaway = false }) {
  const home = path.resolve(folder, 'kafka');
  const data = path.join(home, 'data');
  const file = path.join(home, 'server.properties');
  mkdirSync(home, { recursive: true });
  for (let tries = 1; ; tries += 1) {
    const [controller, random] = await freePorts(2);
    const port = wantedPort === undefined ? random : await freePortFrom(wantedPort);
    writeFileSync(file, properties({ port, controller, data }));
    await formatOnce(home, data, file);
    const args = await brokerArguments(file, { throwaway });
    const child = startChild({
      name: 'Kafka',
      command: 'java',
      args,
      env: process.env,
      cwd: home,
      log: path.join(logs, 'kafka.log'),
      stage: STAGE.broker,
      watchdog,
    });
    if (await isUp(child)) return { brokers: `127.0.0.1:${port}`, port, child };
    // Another copy that starts at the same moment can take the port between the look and the broker's bind.
    if (tries === 3 || !/Address already in use|Failed to bind/.test(child.wrote()))
      throw new Error(`Kafka did not start:\n${child.said()}`);
  }
}
