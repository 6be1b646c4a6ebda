import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { archiveIsThere, makeClassArchive } from './kafka-jvm.mjs';
import { startKafka } from './kafka.mjs';
import { removePlaceOf } from './database-user.mjs';
import { runs, startOf } from './running.mjs';
import { startPostgres } from './postgres.mjs';
import { startWatchdog } from './watchdog.mjs';

const PREFIX = 'chiso-test-';
const OWNER = 'owner.json';

/** Folders of runs that were killed: nobody came to remove them. */
function sweep() {
  for (const name of readdirSync(os.tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const folder = path.join(os.tmpdir(), name);
    const owner = path.join(folder, OWNER);
    if (!existsSync(owner)) continue;
    const { pid, start } = JSON.parse(readFileSync(owner, 'utf8'));
    if (!runs(pid, start)) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A database and a broker for one run of tests, in a folder that goes with it. Their watchdog ends them when the calling
 * process is killed.
 */
export async function startTestInfrastructure() {
  if (!(await archiveIsThere())) await makeClassArchive();
  sweep();
  const folder = mkdtempSync(path.join(os.tmpdir(), PREFIX));
  writeFileSync(path.join(folder, OWNER), JSON.stringify({ pid: process.pid, start: startOf(process.pid) }));
  // The database's own user walks through it.
  chmodSync(folder, 0o755);
  const watchdog = startWatchdog();
  const started = await Promise.allSettled([
    startPostgres({ folder, watchdog, throwaway: true }),
    startKafka({ folder, watchdog, throwaway: true }),
  ]);
  const stop = async () => {
    for (const { value } of started) await value?.child.stop();
    await watchdog.dismiss();
    removePlaceOf(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const [postgres, kafka] = started.map(({ value }) => value);
  return { databaseUrl: postgres.url, brokers: kafka.brokers, folder, stop };
}
