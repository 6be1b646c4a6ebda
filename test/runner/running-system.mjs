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
/** What the seed writes when the published history has been sent. */
const LOADED = /^history: \d+ values sent/m;

async function until(holds, within, what) {
  for (const from = Date.now(); !holds(); await sleep(200))
    if (Date.now() - from > within) throw new Error(`${what} not within ${within / 1000} s`);
}

/**
 * Starts the whole system as `npm start` does, in a folder of its own, and with the published history, and waits until that has been sent.
 * @returns {Promise<{env: Record<string, string>, stop: () => Promise<void>}>} `env`: what the tests against it are told
 */
export async function startSystem() {
  const [port, kafkaPort] = await freePorts(2);
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'chiso-system-')), 'data');
  const own = {
    CHISO_PORT: String(port),
    CHISO_KAFKA_PORT: String(kafkaPort),
    CHISO_DATA_DIR: folder,
    CHISO_SEED: 'history',
  };
  const { KAFKA_BROKERS: _, DATABASE_URL: __, ...environment } = process.env;
  const child = spawn(process.execPath, ['deploy/local/start.mjs'], {
    cwd: ROOT,
    env: { ...environment, ...own },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '',
    ended = false;
  child.stdout.on('data', (chunk) => (said += chunk));
  const exit = new Promise((resolve) => child.once('close', resolve)).then(() => (ended = true));
  const stop = async () => {
    child.kill('SIGTERM');
    await exit;
    removePlaceOf(folder);
    rmSync(path.dirname(folder), { recursive: true, force: true });
  };
  const check = (holds) => () => {
    if (ended) throw new Error(`the system ended:\n${said}`);
    return holds();
  };
  try {
    await until(
      check(() => /^Ready: /m.test(said)),
      READY_WITHIN_MS,
      'the system was ready',
    );
    const log = path.join(folder, 'logs/seed.log');
    await until(
      check(() => existsSync(log) && LOADED.test(readFileSync(log, 'utf8'))),
      LOADED_WITHIN_MS,
      'the history was loaded',
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const brokers = /^Kafka: (\S+)$/m.exec(said)[1];
  return {
    env: {
      CHISO_TEST_GATEWAY_URL: `http://127.0.0.1:${port}`,
      CHISO_TEST_KAFKA_BROKERS: brokers,
      CHISO_TEST_MAIL_DIR: path.join(folder, 'mail'),
    },
    stop,
  };
}
