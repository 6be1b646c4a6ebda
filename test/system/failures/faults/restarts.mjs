import { setTimeout as sleep } from 'node:timers/promises';

/** kill -9 of a process at no particular place. */
export async function killService(stand, instance) {
  await stand.of(instance).kill();
  stand.of(instance).start();
  await stand.of(instance).ready();
}

/** SIGSTOP for less or more than a session. */
export async function freezeService(stand, instance, ms) {
  stand.of(instance).freeze();
  await sleep(ms);
  stand.of(instance).thaw();
}

/** A crash of the broker, and its return on the same data. */
export async function crashBroker(stand, awayMs = 0) {
  await stand.infrastructure.crash('broker');
  await sleep(awayMs);
  await stand.infrastructure.startBroker();
}

/** A crash of the database, and its return on the same data. */
export async function crashDatabase(stand, awayMs = 0) {
  await stand.infrastructure.crash('database');
  await sleep(awayMs);
  await stand.infrastructure.startDatabase();
}

/** Every service is stopped in order and started again, one after the other. */
export async function rollingRestart(stand) {
  for (const target of [...stand.processes.values()].filter(({ isWanted }) => isWanted)) {
    await target.stop();
    target.start();
    await target.ready();
  }
}
