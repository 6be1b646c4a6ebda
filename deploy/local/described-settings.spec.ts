import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { envExample, loadConfig, settingsOf, withSettingsTable } from '#runtime';
import { GatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { IngestionConfig } from '../../apps/ingestion/src/ingestion.config.js';
import { NotificationConfig } from '../../apps/notification/src/notification.config.js';
import { ScoringConfig } from '../../apps/scoring/src/scoring.config.js';

const ROOT = join(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const SERVICES = [
  { name: 'ingestion', config: IngestionConfig },
  { name: 'scoring', config: ScoringConfig },
  { name: 'notification', config: NotificationConfig },
  { name: 'gateway', config: GatewayConfig },
];
const example = () => textOf('.env.example');

describe('the settings of the services', () => {
  it('are all config classes that apps have', () => {
    expect(globSync('apps/*/src/*.config.ts', { cwd: ROOT }).length).toBe(SERVICES.length);
  });

  it('stand in .env.example as the config classes have them (npm run docs writes it)', () => {
    expect(example()).toBe(envExample(SERVICES));
  });

  it.each(SERVICES)('stand in the README of $name as its config class has them', ({ name, config }) => {
    const readme = textOf(`apps/${name}/README.md`);
    expect(readme).toBe(withSettingsTable(readme, config));
    for (const { name: setting } of settingsOf(config)) expect(example()).toContain(`${setting}=`);
  });

  it('let a service start once what must be there is filled in', () => {
    const needed = [...example().matchAll(/^(\w+)=$/gm)].map(([, name]) => name!);
    const special: Record<string, string> = {
      DATABASE_URL: 'postgres://u:p@127.0.0.1/chiso',
      KAFKA_BROKERS: '127.0.0.1:9092',
    };
    const usual = (name: string) => (name.endsWith('_URL') ? 'http://127.0.0.1:1' : 'x'.repeat(40));
    const filled = Object.fromEntries(needed.map((name) => [name, special[name] ?? usual(name)]));
    for (const { config } of SERVICES) expect(() => loadConfig<object>(config, filled)).not.toThrow();
    expect(() => loadConfig(GatewayConfig, {})).toThrow(/INGESTION_URL/);
  });
});

describe('the README of an app', () => {
  const readmes = globSync('apps/*/README.md', { cwd: ROOT });

  it('is there for every app', () => {
    expect(readmes.length).toBe(globSync('apps/*/', { cwd: ROOT }).length);
  });

  it.each(readmes)('%s has 40 lines at most', (file) => {
    expect(textOf(file).trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });
});
