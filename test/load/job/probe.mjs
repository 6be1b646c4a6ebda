// Loaded before scoring's own main: tells the bench on file descriptor 3 when the first record is handed over and how many
// have been handled. With CHISO_BENCH_STAGES=1 the service runs without the workers of stage 2.
import { writeSync } from 'node:fs';
import { ObservationRecordedV1 } from '#contracts';

const dist = '../../../dist';
const { SliceRunner } = await import(`${dist}/libs/messaging/src/slice-runner.js`);
const { DueCrossSections } = await import(`${dist}/apps/scoring/src/cross-sections/due-cross-sections.js`);

const tell = (...words) => writeSync(3, `${words.join(' ')}\n`);
const now = () => performance.timeOrigin + performance.now();

let handled = 0;
const { run } = SliceRunner.prototype;
SliceRunner.prototype.run = async function watched(place, topic, messages, ...rest) {
  if (topic !== ObservationRecordedV1.topic) return run.call(this, place, topic, messages, ...rest);
  if (handled === 0) tell('first', now());
  const dead = await run.call(this, place, topic, messages, ...rest);
  handled += messages.length;
  tell('handled', now(), handled, dead);
  return dead;
};

if (process.env.CHISO_BENCH_STAGES === '1') {
  DueCrossSections.prototype.takeUrgent = () => Promise.resolve(false);
  DueCrossSections.prototype.takeRows = () => Promise.resolve(false);
  DueCrossSections.prototype.takeSome = () => Promise.resolve(false);
}
