// `npm start` in a data folder of its own, with the time that it takes.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removePlaceOf } from '../../deploy/local/database-user.mjs';
import { freePorts } from '../../deploy/local/ports.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A place for a system; every start in it finds what the one before has left. */
export class SystemPlace {
  static async made(seed) {
    const place = new SystemPlace();
    place.folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'chiso-load-')), 'data');
    const [port, kafkaPort] = await freePorts(2);
    place.url = `http://127.0.0.1:${port}`;
    place.env = {
      ...process.env,
      CHISO_PORT: String(port),
      CHISO_KAFKA_PORT: String(kafkaPort),
      CHISO_DATA_DIR: place.folder,
      CHISO_SEED: seed,
    };
    return place;
  }

  /** Resolves at `Ready:` with the seconds until then, and how to stop it. */
  async start() {
    const from = performance.now();
    const child = spawn(process.execPath, ['deploy/local/start.mjs'], {
      cwd: ROOT,
      env: this.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    while (!/^Ready: /m.test(said)) {
      if (child.exitCode !== null) throw new Error(said);
      await sleep(50);
    }
    const seconds = (performance.now() - from) / 1000;
    const stop = () => new Promise((resolve) => child.once('close', resolve) && child.kill('SIGTERM'));
    return { seconds, stop };
  }

  remove() {
    removePlaceOf(this.folder);
    rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }
}

let missed = 0;

/** Prints a figure with its aim. */
export function figure(name, value, unit, aim) {
  const reached = value <= aim;
  if (!reached) missed += 1;
  console.log(`${reached ? '✓' : '✗'} ${name}: ${value.toFixed(1)} ${unit} (aim: at most ${aim} ${unit})`);
}

export const missedFigures = () => missed;
