import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ObservationRecordedV1 } from '#contracts';
import { backlogOf } from '../stand/settled.mjs';
import { asSent, produce, readWhole } from './broken-input.mjs';

const LOOK_EVERY_MS = 500;
const LAG = `lag of chiso.scoring.stage-1 ${ObservationRecordedV1.topic}`;
const CHUNK = 5000;
/** What the load beside it always leaves for a moment. */
const NEARLY = 500;

const lagOf = async (stand) => (await backlogOf(stand))[LAG] ?? 0;

/** Mebibytes that the process holds now. */
const residentOf = (pid) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/**
 * Lets scoring be away while so many records come, and looks at its memory while it catches up.
 * @returns {Promise<{ behind: number, seconds: number, samples: number[] }>} how far it was behind at the first look, and
 *   its mebibytes at each look
 */
export async function catchUp(stand, count) {
  const target = stand.of('scoring');
  await target.stop();
  const records = (await readWhole(stand, ObservationRecordedV1.topic)).map(asSent);
  for (let sent = 0; sent < count; sent += CHUNK) {
    const size = Math.min(CHUNK, count - sent);
    const chunk = Array.from({ length: size }, (_, at) => records[(sent + at) % records.length]);
    await produce(stand, ObservationRecordedV1.topic, chunk);
  }
  target.start();
  await target.ready();
  const samples = [];
  const from = performance.now();
  const behind = await lagOf(stand);
  for (let left = behind; left > NEARLY; left = await lagOf(stand)) {
    samples.push(Math.round(residentOf(target.pid)));
    await sleep(LOOK_EVERY_MS);
  }
  return { behind, seconds: (performance.now() - from) / 1000, samples };
}
