import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './node-version.mjs';
import { Obstacle } from './steps.mjs';

const POM = path.join(ROOT, 'deploy/kafka/pom.xml');
/** A folder per content of the pom: another version of the broker never mixes with an older one. */
const folder = () =>
  path.join(
    ROOT,
    '.cache',
    `kafka-${createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12)}`,
  );

export const jarsAreThere = () => existsSync(folder());

function maven(target) {
  const args = [
    '-q',
    '-B',
    '-f',
    POM,
    'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${target}`,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) return resolve();
      const lines = Buffer.concat(output).toString().trim().split('\n').slice(-6).join('\n    ');
      reject(
        new Obstacle(
          `Maven could not fetch the broker's jars:\n    ${lines}\nCheck the network and Maven's settings, then start again; or set KAFKA_BROKERS to an existing broker.`,
        ),
      );
    });
  });
}

/** The broker's class path; its jars are fetched by name on the first call and kept in the checkout's `.cache`. */
export async function kafkaClassPath() {
  const target = folder();
  if (!existsSync(target)) {
    const half = `${target}.${process.pid}`;
    mkdirSync(path.dirname(half), { recursive: true });
    await maven(half);
    if (!readdirSync(half).some((name) => name.startsWith('kafka_2.13-')))
      throw new Error(`Maven left no broker in ${half}`);
    if (existsSync(target)) rmSync(half, { recursive: true });
    else renameSync(half, target);
  }
  // Its real path: Java takes a class archive only for the very path under which it was made.
  return path.join(realpathSync(target), '*');
}
