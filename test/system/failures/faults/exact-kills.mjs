import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, offsetsApart, PATIENCE_MS, storedOffsets, until } from '../stand/settled.mjs';

/** A frozen process loses its partitions after its session, and somebody else must have had time to use them. */
const SESSION_MS = 8000;
/** Time for what the thawed process has in hand. */
const AFTER_MS = 3000;

/** Has the process get the signal at its next pass of the point. */
const arm = (target, point, signal) => writeFileSync(target.faultFile, `${point} ${signal}`);

/** Waits for the process to end itself at the point. */
async function endsAt(target, point) {
  const ended = target.ended();
  arm(target, point, 'SIGKILL');
  const end = await Promise.race([ended, sleep(PATIENCE_MS)]);
  if (end) return end;
  rmSync(target.faultFile, { force: true });
  throw new Error(`${target.instance} did not pass ${point} within ${PATIENCE_MS / 1000} s`);
}

/** Ends a process right after a slice is in the database and before the broker is told. Answers with what that left. */
export async function killBetweenCommits(stand, instance = 'scoring') {
  const target = stand.of(instance);
  const { signal } = await endsAt(target, 'slice.committed');
  const apart = await offsetsApart(stand, instance);
  target.start();
  await target.ready();
  return { signal, apart };
}

/** Ends a process in the middle of a slice's transaction. */
export async function killInTransaction(stand, instance = 'scoring') {
  const target = stand.of(instance);
  const { signal } = await endsAt(target, 'slice.handled');
  target.start();
  await target.ready();
  return { signal };
}

/** Ends a process right after the broker has its outbox rows and before they are deleted. Answers with how many are left. */
export async function killRelayAfterSend(stand, instance = 'ingestion') {
  const target = stand.of(instance);
  const { signal } = await endsAt(target, 'relay.sent');
  const [{ n }] = await ask(stand, `SELECT count(*)::int AS n FROM ${instance}.outbox`);
  target.start();
  await target.ready();
  return { signal, left: n };
}

const isFrozen = (pid) => / T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/\(.*\)/, ''));

const TOPIC = 'chiso.observation.recorded.v1';

/** Where stage 1 stands in the partitions that hold something. */
const observed = async (stand) =>
  [...(await storedOffsets(stand, 'chiso.scoring.stage-1'))].filter(
    ([place, offset]) => place.startsWith(TOPIC) && offset > 0,
  );

/**
 * Stops one of two processes between the two commits of a slice, leaves it past its session until the other one has moved
 * its partitions on, and lets it go on with what it has in hand.
 */
export async function freezePastSession(stand) {
  const second = await stand.addProcess('scoring', 'scoring-2');
  const target = stand.of('scoring');
  arm(target, 'slice.committed', 'SIGSTOP');
  await until(() => isFrozen(target.pid), 'the stop between two commits');
  try {
    await sleep(SESSION_MS);
    const from = new Map(await observed(stand));
    const movedOn = async () => (await observed(stand)).every(([place, offset]) => offset > from.get(place));
    await until(movedOn, 'the other process taking over');
  } finally {
    target.thaw();
  }
  await sleep(AFTER_MS);
  await second.stop();
  await target.ready();
}
