import path from 'node:path';
import { settingsOf as seedSettings } from '../seed/client/settings.mjs';
import { ROOT } from './node-version.mjs';
import { Obstacle } from './steps.mjs';

const isPort = (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
const isBrokers = (text) => text.split(',').every((item) => /^[^:\s]+:\d+$/.test(item.trim()));
const isPostgres = (text) => /^postgres(ql)?:\/\/.+/.test(text) && URL.canParse(text);

/** @type {[name: string, fallback: string | undefined, rule: string, holds: (text: string) => boolean][]} */
const SETTINGS = [
  ['CHISO_PORT', '8080', 'a port from 1 to 65535', isPort],
  ['CHISO_KAFKA_PORT', '9092', 'a port from 1 to 65535', isPort],
  ['KAFKA_BROKERS', undefined, 'host:port, more with commas', isBrokers],
  ['DATABASE_URL', undefined, 'a URL such as postgres://user:password@host:5432/name', isPostgres],
];

/** What is wrong with the seed's settings, by its own rules; a variable that is set to nothing counts as not set. */
function seedFaults(env) {
  try {
    return { seed: seedSettings(env), faults: [] };
  } catch (error) {
    return { faults: error.message.split('\n') };
  }
}

/** The settings of `npm start`; all faults at once, by name and rule. */
export function readSettings(env = process.env, cwd = process.cwd()) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const value = ([name, fallback]) => given[name] ?? fallback;
  const wrong = SETTINGS.filter((setting) => value(setting) !== undefined && !setting[3](value(setting)));
  const { seed, faults: ofSeed } = seedFaults({ ...given, GATEWAY_URL: undefined });
  const faults = [...wrong.map(([name, , rule]) => `${name} must be ${rule}`), ...ofSeed];
  if (faults.length > 0)
    throw new Obstacle(`These settings are not right:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  const of = Object.fromEntries(SETTINGS.map((setting) => [setting[0], value(setting)]));
  return {
    port: Number(of.CHISO_PORT),
    kafkaPort: Number(of.CHISO_KAFKA_PORT),
    seed: seed.seed,
    demoUntil: seed.until,
    demoRate: String(seed.rate),
    brokers: of.KAFKA_BROKERS,
    databaseUrl: of.DATABASE_URL,
    folder: given.CHISO_DATA_DIR ? path.resolve(cwd, given.CHISO_DATA_DIR) : path.join(ROOT, '.chiso'),
  };
}
