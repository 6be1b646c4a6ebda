// How the broker's Java is called.
import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { kafkaClassPath } from './jars.mjs';
import { properties } from './kafka-properties.mjs';
import { ROOT } from './node-version.mjs';
import { freePorts } from './ports.mjs';

const run = promisify(execFile);

/** The heap is what 230 partitions need with room for bursts; the serial collector costs the least memory and start time. */
const BROKER = [
  '-Xms96m',
  '-Xmx288m',
  '-XX:+UseSerialGC',
  '-XX:MinHeapFreeRatio=10',
  '-XX:MaxHeapFreeRatio=25',
  '-Xss512k',
  '-XX:ReservedCodeCacheSize=64m',
  '-Djava.awt.headless=true',
  `-Dlog4j2.configurationFile=${path.join(ROOT, 'deploy/kafka/log4j2.properties')}`,
];
/** For what lives a minute: the second compiler costs more than it brings. */
const SHORT_LIVED = ['-XX:TieredStopAtLevel=1'];
const QUIET_ARCHIVE = ['-Xshare:auto', '-Xlog:cds=off', '-Xlog:cds+dynamic=off', '-Xlog:class+path=off'];

const archiveOf = (classPath) => path.join(path.dirname(classPath), 'broker.jsa');

/** Arguments of `java` that run the broker; with the class archive where there is one, else it only starts more slowly. */
export async function brokerArguments(file, { throwaway = false } = {}) {
  const classPath = await kafkaClassPath();
  const archive = archiveOf(classPath);
  const quick = existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`, ...QUIET_ARCHIVE] : [];
  return [...BROKER, ...(throwaway ? SHORT_LIVED : []), ...quick, '-cp', classPath, 'kafka.Kafka', file];
}

export async function formatStorage(file, clusterId) {
  await run('java', [
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-cp',
    await kafkaClassPath(),
    'kafka.tools.StorageTool',
    'format',
    '--standalone',
    '-t',
    clusterId,
    '-c',
    file,
  ]);
}

export const archiveIsThere = async () => existsSync(archiveOf(await kafkaClassPath()));

/**
 * Runs a broker once and lets Java write down which classes it loaded: a start then costs 3.5 s of a core instead of 6.1
 * (measured, 2 cores, Java 17). Nothing depends on it, so a failure only means slower starts.
 */
export async function makeClassArchive() {
  const classPath = await kafkaClassPath();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chiso-archive-'));
  const file = path.join(folder, 'server.properties');
  const half = path.join(folder, 'broker.jsa');
  try {
    const [port, controller] = await freePorts(2);
    writeFileSync(file, properties({ port, controller, data: path.join(folder, 'data') }));
    await formatStorage(file, 'AAAAAAAAAAAAAAAAAAAAAA');
    await runOnce([
      ...BROKER,
      `-XX:ArchiveClassesAtExit=${half}`,
      '-Xlog:cds=off',
      '-Xlog:cds+dynamic=off',
      '-cp',
      classPath,
      'kafka.Kafka',
      file,
    ]);
    if (existsSync(half)) renameAcross(half, archiveOf(classPath));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Until it says that it is up; it writes the archive while it ends. */
function runOnce(args) {
  return new Promise((resolve, reject) => {
    const child = spawn('java', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Kafka Server started')) child.kill('SIGTERM');
    });
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** The temporary folder may be another file system; the last step is a rename either way, so that nobody sees half a file. */
function renameAcross(from, to) {
  const beside = `${to}.${process.pid}`;
  cpSync(from, beside);
  renameSync(beside, to);
}
