import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removePlaceOf } from '../../deploy/local/database-user.mjs';
import { freePorts } from '../../deploy/local/ports.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 300_000;
const LOADED_WITHIN_MS = 600_000;
/** What the seed writes when it has sent everything. */
const LOADED = { history: /^history: \d+ values sent/m, demo: /^live month: over/m };

/** Sent is not yet scored: the readers have to be at the end of every topic, twice in a row, since one feeds the next. */
async function settled(brokers) {
  const [{ KafkaClient }, { lags }] = await Promise.all([
    import('#messaging'),
    import('../../dist/apps/cli/src/system/lag.js'),
  ]);
  const client = new KafkaClient({ brokers: [brokers], clientId: 'test-runner' });
  let quiet = 0;
  for (const from = Date.now(); quiet < 2; await sleep(2000)) {
    const behind = (await lags(client)).filter(
      ({ group, records }) => !group.startsWith('chiso.reader.') && records > 0,
    );
    quiet = behind.length === 0 ? quiet + 1 : 0;
    if (Date.now() - from > LOADED_WITHIN_MS) throw new Error(`still behind: ${JSON.stringify(behind)}`);
  }
}

async function until(holds, within, what) {
  for (const from = Date.now(); !holds(); await sleep(200))
    if (Date.now() - from > within) throw new Error(`${what} not within ${within / 1000} s`);
}

/** The launcher as a process: what it says, whether it has ended, and its stop with all that it made. */
function launch(folder, settings) {
  const { KAFKA_BROKERS: _, DATABASE_URL: __, ...environment } = process.env;
  const child = spawn(process.execPath, ['deploy/local/start.mjs'], {
    cwd: ROOT,
    // With the last one the launcher ends when this process is killed.
    env: { ...environment, ...settings, CHISO_DATA_DIR: folder, CHISO_STANDS_FOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const launched = { said: '', ended: false };
  child.stdout.on('data', (chunk) => (launched.said += chunk));
  const exit = new Promise((resolve) => child.once('close', resolve)).then(() => (launched.ended = true));
  const stop = async () => {
    child.kill('SIGTERM');
    await exit;
    removePlaceOf(folder);
    rmSync(path.dirname(folder), { recursive: true, force: true });
  };
  return { launched, stop };
}

async function untilLoaded(launched, folder, seed) {
  const check = (holds) => () => {
    if (launched.ended) throw new Error(`the system ended:\n${launched.said}`);
    return holds();
  };
  await until(
    check(() => /^Ready: /m.test(launched.said)),
    READY_WITHIN_MS,
    'the system was ready',
  );
  const log = path.join(folder, 'logs/seed.log');
  await until(
    check(() => existsSync(log) && LOADED[seed].test(readFileSync(log, 'utf8'))),
    LOADED_WITHIN_MS,
    `the ${seed} was loaded`,
  );
  const brokers = /^Kafka: (\S+)$/m.exec(launched.said)[1];
  await settled(brokers);
  return brokers;
}

/**
 * Starts the whole system as `npm start` does, in a folder of its own, and waits until all is loaded that its seed has.
 * @param {{ seed?: 'history' | 'demo', rate?: number }} [wanted] `rate`: values of the live month a second
 * @returns {Promise<{env: Record<string, string>, stop: () => Promise<void>}>} `env`: what the tests against it are told
 */
export async function startSystem({ seed = 'history', rate } = {}) {
  const [port, kafkaPort] = await freePorts(2);
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'chiso-system-')), 'data');
  const settings = {
    CHISO_PORT: String(port),
    CHISO_KAFKA_PORT: String(kafkaPort),
    CHISO_SEED: seed,
    ...(rate && { CHISO_DEMO_RATE: String(rate) }),
  };
  const { launched, stop } = launch(folder, settings);
  try {
    const brokers = await untilLoaded(launched, folder, seed);
    const CHISO_TEST_GATEWAY_URL = `http://127.0.0.1:${port}`;
    return {
      env: {
        CHISO_TEST_GATEWAY_URL,
        CHISO_TEST_KAFKA_BROKERS: brokers,
        CHISO_TEST_MAIL_DIR: path.join(folder, 'mail'),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
