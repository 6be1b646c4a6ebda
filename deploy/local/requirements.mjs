import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { jarsAreThere } from './jars.mjs';

const run = promisify(execFile);
const JAVA = 17;

/** The number of the Java that answers on the path, or undefined. */
export async function javaVersion() {
  try {
    const { stdout, stderr } = await run('java', ['-version']);
    return Number(/version "(?:1\.)?(\d+)/.exec(stderr + stdout)?.[1]) || undefined;
  } catch {
    return undefined;
  }
}

const mavenAnswers = () =>
  run('mvn', ['-v']).then(
    () => true,
    () => false,
  );

/** One sentence that says what the local broker lacks, and the ways on; undefined when it has everything. */
export async function missingTools() {
  const java = await javaVersion();
  const lacks = [];
  if (java === undefined) lacks.push(`Java ${JAVA}`);
  else if (java < JAVA) lacks.push(`Java ${JAVA} (the one here is ${java})`);
  if (!jarsAreThere() && !(await mavenAnswers())) lacks.push('Maven');
  if (lacks.length === 0) return undefined;
  return `The local Kafka needs ${lacks.join(' and ')}: install ${lacks.length > 1 ? 'them' : 'it'} (Debian: apt install openjdk-17-jre-headless maven), or run \`docker compose --profile core up --build\`, or set KAFKA_BROKERS to an existing broker.`;
}
