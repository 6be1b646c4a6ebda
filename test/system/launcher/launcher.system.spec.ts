import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { eventually } from '#testing';
import { removePlaceOf } from '../../../deploy/local/database-user.mjs';
import { launch, type Launched, pidOf, processesOf } from './launched.js';
import { standInCheckout } from './stand-in-checkout.js';

const { root, remove } = standInCheckout();
const running: Launched[] = [];
let port = 0;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: found } = server.address() as net.AddressInfo;
      server.close(() => resolve(found));
    });
  });

const settings = (more: Record<string, string> = {}) => ({
  CHISO_PORT: String(port),
  CHISO_KAFKA_PORT: '19092',
  ...more,
});
const start = (more: Record<string, string> = {}, args: string[] = []) => {
  const launched = launch(root, settings(more), args);
  running.push(launched);
  return launched;
};
const nothingIsLeft = () => eventually(() => processesOf(root).length === 0, { within: 30_000, every: 100 });

beforeAll(async () => {
  port = await freePort();
});

afterEach(async () => {
  for (const launched of running.splice(0)) launched.process.kill('SIGKILL');
  await nothingIsLeft();
});

afterAll(remove);

describe('npm start', () => {
  it('brings everything up, keeps its data over a stop, and empties it on --reset', async () => {
    const first = start();
    expect(await first.ready()).toBe(`http://127.0.0.1:${port}`);
    expect(first.said().trimEnd().split('\n').at(-1)).toBe(`Ready: http://127.0.0.1:${port}`);
    expect(first.said()).toMatch(/^Kafka: 127\.0\.0\.1:\d+$/m);
    expect(first.said()).toMatch(/✓ topics: \d+ made, 0 there/);
    first.process.kill('SIGINT');
    expect(await first.status()).toBe(0);
    expect(first.said()).toMatch(/seed stopped[^]*services stopped[^]*Kafka stopped[^]*PostgreSQL stopped/);
    expect(processesOf(root)).toEqual([]);

    writeFileSync(path.join(root, '.chiso/mail/kept.eml'), 'kept');
    const second = start();
    await second.ready();
    expect(second.said()).toMatch(/✓ topics: 0 made, \d+ there/);
    expect(existsSync(path.join(root, '.chiso/mail/kept.eml'))).toBe(true);
    second.process.kill('SIGTERM');
    expect(await second.status()).toBe(0);

    const third = start({}, ['--reset']);
    await third.ready();
    expect(third.said()).toMatch(/✓ topics: \d+ made, 0 there/);
    expect(existsSync(path.join(root, '.chiso/mail/kept.eml'))).toBe(false);
  });

  it('runs on a folder that its owner alone may enter, and says where the database of root went', async () => {
    const home = path.join(root, 'home');
    const folder = path.join(home, 'data');
    mkdirSync(home, { mode: 0o700 });
    try {
      const launched = start({ CHISO_DATA_DIR: folder });
      await launched.ready();
      const elsewhere = /cannot enter .*; its files lie in (\S+)\.$/m.exec(launched.said())?.[1];
      expect(elsewhere !== undefined).toBe(process.getuid?.() === 0);
      expect(existsSync(path.join(elsewhere ?? path.join(folder, 'postgres'), 'data/PG_VERSION'))).toBe(true);
      launched.process.kill('SIGINT');
      await launched.status();
    } finally {
      removePlaceOf(folder);
    }
  });

  it('refuses a second start on the same folder while the first one runs', async () => {
    const first = start();
    await first.ready();
    const second = start({ CHISO_PORT: String(await freePort()) });
    expect(await second.status()).toBe(1);
    expect(second.said()).toContain(`Process ${first.process.pid} already runs chiso on ${root}/.chiso`);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  });

  it('runs beside another copy, on the next free port of the broker', async () => {
    const [one, two] = [
      start(),
      start({ CHISO_PORT: String(await freePort()), CHISO_DATA_DIR: path.join(root, 'other') }),
    ];
    await Promise.all([one.ready(), two.ready()]);
    const brokerOf = (launched: Launched) => /^Kafka: (\S+)$/m.exec(launched.said())?.[1];
    expect(brokerOf(one)).not.toBe(brokerOf(two));
  });

  it('ends all of its children when it is killed, and starts again from what they left', async () => {
    const first = start();
    await first.ready();
    expect(processesOf(root).length).toBeGreaterThan(6);
    first.process.kill('SIGKILL');
    await nothingIsLeft();
    const second = start();
    expect(await second.ready()).toBe(`http://127.0.0.1:${port}`);
  });

  it('ends what an earlier copy left when even its watchdog was killed', async () => {
    const first = start();
    await first.ready();
    const broker = pidOf(root, 'kafka.Kafka');
    process.kill(pidOf(root, 'watchdog.sh'), 'SIGKILL');
    first.process.kill('SIGKILL');
    await first.status();
    expect(processesOf(root).length).toBeGreaterThan(4);
    const second = start();
    await second.ready();
    expect(pidOf(root, 'kafka.Kafka')).not.toBe(broker);
  });
});

describe('a service that dies', () => {
  it('is named with its last lines and started again three times, then everything stops; one that begins anew is no death', async () => {
    const launched = start();
    const gateway = await launched.ready();
    const pid = async () => ((await (await fetch(gateway)).json()) as { pid: number }).pid;
    for (const wish of ['begin-anew', 'die', 'begin-anew', 'die', 'die', 'die']) {
      const before = await eventually(pid);
      await fetch(`${gateway}/${wish}`).catch(() => undefined);
      await eventually(
        async () => /everything stops/.test(launched.said()) || (await pid().catch(() => before)) !== before,
      );
    }
    expect(await launched.status()).toBe(1);
    expect(launched.said()).toMatch(
      /gateway died \(exit 3\)[^]*gateway: a fault on purpose\ngateway is started again \(1 of 3/,
    );
    expect(launched.said()).toContain('It was started again 3 times in five minutes; everything stops.');
    expect(processesOf(root)).toEqual([]);
  });
});

describe('a broker or database that dies', () => {
  it.each([
    ['Kafka', 'kafka.Kafka'],
    ['PostgreSQL', 'bin/postgres'],
  ])('stops everything: %s', async (name, word) => {
    const launched = start();
    await launched.ready();
    process.kill(pidOf(root, word), 'SIGKILL');
    expect(await launched.status()).toBe(1);
    expect(launched.said()).toContain(`${name} died (ended by SIGKILL); everything stops.`);
    await nothingIsLeft();
  });
});

describe('what npm start refuses, with a sentence and an exit status', () => {
  it('a port that is taken', async () => {
    const holder = net.createServer();
    await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
    const launched = start();
    expect(await launched.status()).toBe(1);
    expect(launched.said()).toContain(`Port ${port} is taken`);
    await new Promise((resolve) => holder.close(resolve));
  });

  it('settings that are wrong, all at once and by name', async () => {
    const launched = start({
      CHISO_PORT: 'abc',
      CHISO_SEED: 'all',
      KAFKA_BROKERS: 'here',
      CHISO_DEMO_UNTIL: '2025-02-30',
    });
    expect(await launched.status()).toBe(1);
    for (const name of ['CHISO_PORT', 'CHISO_SEED', 'KAFKA_BROKERS', 'CHISO_DEMO_UNTIL'])
      expect(launched.said()).toContain(`- ${name} must be`);
  });

  it('a machine without Java, naming three ways on', async () => {
    const launched = start({ PATH: '/nowhere' });
    expect(await launched.status()).toBe(1);
    expect(launched.said()).toMatch(/needs Java 17.*install.*docker compose.*KAFKA_BROKERS/);
  });

  it('a machine with Java but neither the jars nor Maven to fetch them', async () => {
    const [bin, cache, away] = ['java-alone', '.cache', '.cache-away'].map((name) => path.join(root, name));
    mkdirSync(bin!);
    symlinkSync(execFileSync('which', ['java'], { encoding: 'utf8' }).trim(), path.join(bin!, 'java'));
    renameSync(cache!, away!);
    try {
      const launched = start({ PATH: bin! });
      expect(await launched.status()).toBe(1);
      expect(launched.said()).toMatch(
        /The local Kafka needs Maven: install it.*docker compose.*KAFKA_BROKERS/,
      );
    } finally {
      renameSync(away!, cache!);
    }
  });

  it('a broker and a database of somebody that do not answer', async () => {
    const away = String(await freePort());
    const broker = start({ KAFKA_BROKERS: `127.0.0.1:${away}` });
    expect(await broker.status()).toBe(1);
    expect(broker.said()).toContain(`No broker of KAFKA_BROKERS (127.0.0.1:${away}) answers.`);
    const database = start({ DATABASE_URL: `postgres://a:b@127.0.0.1:${away}/x` });
    expect(await database.status()).toBe(1);
    expect(database.said()).toContain('The database of DATABASE_URL does not answer');
  });

  it('a data folder that holds something else', async () => {
    const launched = start({ CHISO_DATA_DIR: path.join(root, 'deploy') }, ['--reset']);
    expect(await launched.status()).toBe(1);
    expect(launched.said()).toContain('holds other files');
    expect(readFileSync(path.join(root, 'deploy/kafka/topics.yaml'), 'utf8')).toContain('topics:');
  });
});
