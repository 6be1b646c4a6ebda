import path from 'node:path';
import { readAddresses } from '#local/addresses';
import { loadConfig } from '#runtime';
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

/** What the launcher wrote into the data folder, else what the settings name. */
export function runningSystem(): RunningSystem {
  const config = loadConfig(OperatorConfig);
  const folder = path.resolve(config.folder);
  const found = readAddresses(folder) as Addresses | undefined;
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
