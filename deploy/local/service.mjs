import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeEnd, startChild } from './child.mjs';
import { complain } from './steps.mjs';

const DEATHS_ALLOWED = 3;
const WINDOW_MS = 5 * 60_000;
/** The end of a process that asks to be begun anew: its state is replaced by `chiso rebuild`. As `BEGIN_ANEW` in libs/runtime. */
const BEGIN_ANEW = 75;
const AGAIN_AFTER_MS = 500;

/**
 * Runs a process and starts it again when it dies, up to three times in five minutes, counted for it alone.
 * `giveUp` is called with a sentence when that is over. An end with exit 0 is a death too, unless the process `mayFinish`;
 * to begin anew is none.
 */
export function supervise({ giveUp, mayFinish = false, ...how }) {
  const deaths = [];
  let child, stopping;
  const begin = () => {
    child = startChild(how);
    void child.ended.then(onEnd);
  };
  async function onEnd(end) {
    if (stopping || (mayFinish && end.code === 0)) return;
    if (end.code !== BEGIN_ANEW && !mayDie(end)) return;
    await sleep(AGAIN_AFTER_MS);
    if (!stopping) begin();
  }
  /** False where that was once too often. */
  function mayDie(end) {
    const now = performance.now();
    while (deaths.length > 0 && now - deaths[0] > WINDOW_MS) deaths.shift();
    const said = `${how.name} died (${describeEnd(end)}). Its last lines (all: ${how.log}):\n${child.said()}`;
    if (deaths.length === DEATHS_ALLOWED) {
      giveUp(`${said}\nIt was started again ${DEATHS_ALLOWED} times in five minutes; everything stops.`);
      return false;
    }
    deaths.push(now);
    complain(
      `${said}\n${how.name} is started again (${deaths.length} of ${DEATHS_ALLOWED} in five minutes).`,
    );
    return true;
  }
  begin();
  return {
    name: how.name,
    log: how.log,
    pid: () => child.pid,
    said: () => child.said(),
    stop: (ms) => ((stopping = true), child.stop(ms)),
  };
}

const sizeOf = (file) => (existsSync(file) ? statSync(file).size : 0);
export { sizeOf };

/** Waits until the service says that it is ready; else throws with what it still lacks. */
export async function awaitReady({ name, log, said }, url, { within = 120_000 } = {}) {
  let lacks = 'no answer';
  for (const from = performance.now(); performance.now() - from < within; await sleep(80)) {
    try {
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) });
      if (answer.ok) return;
      lacks = (await answer.text()).slice(0, 500);
    } catch {
      // Not listening yet.
    }
  }
  throw new Error(
    `${name} is not ready after ${within / 1000} s (${lacks}). Its last lines (all: ${log}):\n${said()}`,
  );
}
