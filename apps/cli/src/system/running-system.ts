import path from 'node:path';
import { readAddresses } from '#local/addresses';
import { ConfigError, loadConfig } from '#runtime';
import { OperatorProblem } from '../operator/operator-problem.js';
import { OperatorConfig } from './operator-config.js';

export interface RunningSystem {
  readonly folder: string;
  readonly gateway: string;
  readonly brokers?: string;
  readonly databaseUrl?: string;
  /** Address of each service by name; empty where no launcher runs on the folder. */
  readonly services: Readonly<Record<string, string>>;
}

interface Addresses {
  readonly brokers: string;
  readonly databaseUrl: string;
  readonly services: Readonly<Record<string, { readonly url: string }>>;
}

/**
 * What the launcher wrote into the data folder, else what the settings name. Throws OperatorProblem `settings.invalid`,
 * `addresses.broken`.
 */
export function runningSystem(): RunningSystem {
  const config = settings();
  const folder = path.resolve(config.folder);
  const found = addresses(folder);
  const services = Object.entries(found?.services ?? {}).map(([name, { url }]) => [name, url] as const);
  const brokers = config.brokers ?? found?.brokers;
  const databaseUrl = config.databaseUrl ?? found?.databaseUrl;
  return {
    folder,
    gateway: found?.services['gateway']?.url ?? `http://127.0.0.1:${config.port}`,
    ...(brokers !== undefined && { brokers }),
    ...(databaseUrl !== undefined && { databaseUrl }),
    services: Object.fromEntries(services),
  };
}

function settings(): OperatorConfig {
  try {
    return loadConfig(OperatorConfig);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new OperatorProblem('settings.invalid', cause.faults.join('; '), { cause });
  }
}

function addresses(folder: string): Addresses | undefined {
  try {
    return readAddresses(folder) as Addresses | undefined;
  } catch (cause) {
    const detail = `addresses.json in ${folder} cannot be read; start the system again, or name another folder in CHISO_DATA_DIR`;
    throw new OperatorProblem('addresses.broken', detail, { cause });
  }
}
