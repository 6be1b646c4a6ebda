import { cpSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { random, seedOf } from '../../deploy/seed/demo/random.mjs';
import { finalComparison } from '../system/failures/stand/final-comparison.mjs';
import { Generator } from '../system/failures/stand/generator.mjs';
import { Stand } from '../system/failures/stand/stand.mjs';
import { schedule } from './schedule.mjs';

const LONGEST_REST_MS = 4000;

/** Faults until the time is over, a short rest under load between them; counts each kind in `made`. */
async function faultsFor({ stand, generator, next, until, tell, made }) {
  const draw = schedule(next);
  while (Date.now() < until) {
    await sleep(next() * LONGEST_REST_MS);
    const { kind, make } = draw();
    tell(`${new Date().toISOString().slice(11, 19)} ${kind}`);
    await make(stand, next, generator);
    made.set(kind, (made.get(kind) ?? 0) + 1);
  }
}

function keptLogs(stand) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chiso-torture-logs-'));
  cpSync(stand.logs, folder, { recursive: true });
  return folder;
}

/** One run: a stack of its own, load, faults, rest, comparison. What cannot be finished is a problem and not an exception. */
export async function runTorture({ seed, minutes, tell }) {
  const next = random(seedOf('torture', seed));
  const stand = await Stand.start();
  const nothing = { lost: [], double: [], wrong: [] };
  const generator = new Generator({ gatewayUrl: stand.gatewayUrl, seed });
  const made = new Map();
  try {
    await generator.prepare();
    generator.start();
    await faultsFor({ stand, generator, next, until: Date.now() + minutes * 60_000, tell, made });
    await generator.stop();
    await stand.allReady();
    const found = await finalComparison(stand, generator);
    const isFine = found.lost.length + found.double.length + found.wrong.length === 0;
    return { made, rows: generator.rows, ...found, ...(isFine ? {} : { logs: keptLogs(stand) }) };
  } catch (error) {
    return { made, rows: generator.rows, ...nothing, problem: error.message, logs: keptLogs(stand) };
  } finally {
    await generator.stop().catch(() => undefined);
    await stand.stop();
  }
}
