import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, offsetsApart, PATIENCE_MS, storedOffsets, until } from '../stand/settled.mjs';

/** A frozen process loses its partitions after its session, and somebody else must have had time to use them. */
const SESSION_MS = 8000;
/** Time for what the thawed process has in hand. */
const AFTER_MS = 3000;

/** Waits for one of the processes to end itself at the point, and starts it again after `look`. Answers with what both saw. */
async function dies(targets, point, look) {
  for (const target of targets) target.arm(point, 'SIGKILL');
  const end = await Promise.race([...targets.map((target) => target.ended()), sleep(PATIENCE_MS)]);
  for (const target of targets) target.disarm();
  if (!end) throw new Error(`no ${targets[0].instance} passed ${point} within ${PATIENCE_MS / 1000} s`);
  const seen = await look?.();
  const dead = targets.filter(({ hasEnded }) => hasEnded);
  for (const target of dead) target.start();
  await Promise.all(dead.map((target) => target.ready()));
  return { signal: end.signal, seen };
}

/** Ends a process right after a slice is in the database and before the broker is told. Answers with what that left. */
export async function killBetweenCommits(stand, instance = 'scoring') {
  const look = () => offsetsApart(stand, instance);
  const { signal, seen } = await dies([stand.of(instance)], 'slice.committed', look);
  return { signal, apart: seen };
}

/** Ends a process in the middle of a slice's transaction. */
export async function killInTransaction(stand, instance = 'scoring') {
  await dies([stand.of(instance)], 'slice.handled');
}

/**
 * Ends a process right after the broker has its outbox rows and before they are deleted. Answers with how many are left.
 * Of several processes of a service one holds the relay's locks.
 */
export async function killRelayAfterSend(stand, service = 'ingestion') {
  const look = async () => (await ask(stand, `SELECT count(*)::int AS n FROM ${service}.outbox`))[0].n;
  const { signal, seen } = await dies(stand.processesOf(service), 'relay.sent', look);
  return { signal, left: seen };
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
  target.arm('slice.committed', 'SIGSTOP');
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
