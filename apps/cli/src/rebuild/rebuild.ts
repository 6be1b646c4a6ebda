import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '#local/node-version';
import { rebuildEntryPoint } from '#local/services';
import { environmentWith } from '#runtime';
import { OperatorProblem } from '../operator/operator-problem.js';
import { databaseUrl } from '../operator/service-schema.js';
import type { Run } from '../run.js';
import { runningSystem } from '../system/running-system.js';

const REBUILT = ['ingestion', 'scoring', 'notification', 'gateway'];
const HEAP_MIB = 1024;

/**
 * Runs the service's own code in a process of its own, on a schema of its own, and says what that says. Throws
 * OperatorProblem `rebuild.unknown`, `broker.unknown`, `rebuild.failed`.
 */
export async function rebuild(run: Run, service: string): Promise<void> {
  const entry = path.join(ROOT, rebuildEntryPoint(service));
  if (!REBUILT.includes(service) || !existsSync(entry))
    throw new OperatorProblem(
      'rebuild.unknown',
      `"${service}" is no service that can be rebuilt; give one of ${REBUILT.join(', ')}`,
    );
  const url = databaseUrl();
  const { brokers, folder } = runningSystem();
  if (brokers === undefined)
    throw new OperatorProblem(
      'broker.unknown',
      `no system runs on ${folder}; start it with npm start, or name its brokers in KAFKA_BROKERS`,
    );
  const code = await outcomeOf(run, entry, { DATABASE_URL: url, KAFKA_BROKERS: brokers });
  if (code !== 0)
    throw new OperatorProblem(
      'rebuild.failed',
      'the old state is still in place; mend what is said above, then run the command again',
    );
}

async function outcomeOf(run: Run, entry: string, settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, entry], {
    // No caller is checked there; a service's settings ask for the secret.
    env: environmentWith({ ...settings, CHISO_TOKEN_SECRET: randomBytes(24).toString('hex') }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = (line: string) => (line.startsWith('{') ? run.warn(`${line}\n`) : run.say(`${line}\n`));
  createInterface({ input: child.stdout }).on('line', told);
  createInterface({ input: child.stderr }).on('line', (line) => run.warn(`${line}\n`));
  return new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
