import path from 'node:path';
import { ROOT } from './node-version.mjs';
import { Obstacle } from './steps.mjs';

export const SEEDS = ['demo', 'history', 'catalogue', 'none'];

const isPort = (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
const isDay = (text) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);
const isRate = (text) => /^\d+(\.\d+)?$/.test(text) && Number(text) > 0;
const isBrokers = (text) => text.split(',').every((item) => /^[^:\s]+:\d+$/.test(item.trim()));
const isPostgres = (text) => /^postgres(ql)?:\/\/.+/.test(text) && URL.canParse(text);

/** name, default, what it must be, its check. */
const SETTINGS = [
  ['CHISO_PORT', '8080', 'a port from 1 to 65535', isPort],
  ['CHISO_KAFKA_PORT', '9092', 'a port from 1 to 65535', isPort],
  ['CHISO_SEED', 'demo', `one of ${SEEDS.join(', ')}`, (text) => SEEDS.includes(text)],
  ['CHISO_DEMO_UNTIL', '2025-02-28', 'a day such as 2025-02-28', isDay],
  ['CHISO_DEMO_RATE', '3', 'values a second, over 0', isRate],
  ['KAFKA_BROKERS', undefined, 'host:port, more with commas', isBrokers],
  ['DATABASE_URL', undefined, 'a URL such as postgres://user:password@host:5432/name', isPostgres],
];

/** The settings of `npm start`; all faults at once, by name and rule. */
export function readSettings(env = process.env, cwd = process.cwd()) {
  const value = ([name, fallback]) => env[name] || fallback;
  const faults = SETTINGS.filter((setting) => value(setting) !== undefined && !setting[3](value(setting)));
  if (faults.length > 0)
    throw new Obstacle(
      [
        'These settings are not right:',
        ...faults.map(([name, , rule]) => `  - ${name} must be ${rule}`),
      ].join('\n'),
    );
  const of = Object.fromEntries(SETTINGS.map((setting) => [setting[0], value(setting)]));
  return {
    port: Number(of.CHISO_PORT),
    kafkaPort: Number(of.CHISO_KAFKA_PORT),
    seed: of.CHISO_SEED,
    demoUntil: of.CHISO_DEMO_UNTIL,
    demoRate: of.CHISO_DEMO_RATE,
    brokers: of.KAFKA_BROKERS,
    databaseUrl: of.DATABASE_URL,
    folder: env.CHISO_DATA_DIR ? path.resolve(cwd, env.CHISO_DATA_DIR) : path.join(ROOT, '.chiso'),
  };
}
