import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '#local/ports';
import { TOPICS } from '#contracts';
import { withSettings } from '#testing';
import { chisoOn, type Outcome } from '../../test/chiso-on-files.js';

const STATUS = {
  now: '2025-02-03T01:00:00.000Z',
  catalogueVersion: 7,
  load: [
    { task: 'catalogue', done: 5, total: 5, finished: true },
    { task: 'history', done: 2, total: 9, finished: false },
  ],
  demo: { state: 'playing', played: 3, total: 40, from: '2025-02-01', until: '2025-02-28' },
};

/** A service that is ready, or says what it lacks, and answers as the gateway does. */
async function aService(faults?: object): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const isHealth = request.url === '/health/ready';
    response.statusCode = isHealth && faults ? 503 : 200;
    response.end(JSON.stringify(isHealth ? { faults } : STATUS));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
}

describe('The running system on the command line', () => {
  let folder: string;
  let port: number;
  const servers: Server[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'chiso-system-'));
    [port = 0] = await freePorts(1);
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
  });

  const chiso = (command: string, settings: Record<string, string> = {}): Promise<Outcome> =>
    withSettings(
      {
        CHISO_DATA_DIR: folder,
        CHISO_PORT: String(port),
        KAFKA_BROKERS: undefined,
        DATABASE_URL: undefined,
        ...settings,
      },
      () => chisoOn([command]),
    );

  async function aSystem(faultsOfScoring?: object): Promise<void> {
    const [gateway, scoring] = [await aService(), await aService(faultsOfScoring)];
    servers.push(gateway.server, scoring.server);
    const services = { gateway: { url: gateway.url }, scoring: { url: scoring.url } };
    const databaseUrl = `postgres://chiso:x@127.0.0.1:${port}/chiso`;
    const found = { brokers: `127.0.0.1:${port}`, databaseUrl, services };
    writeFileSync(path.join(folder, 'addresses.json'), JSON.stringify(found));
  }

  it('is found by doctor to be none, with what to do, and the call ends with 1', async () => {
    const { exitCode, output, problems } = await chiso('doctor');
    expect([exitCode, problems]).toEqual([1, []]);
    expect(output).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^. Disk {6}[\d.]+ GiB free at /),
        expect.stringMatching(`^✓ Port {6}${port} is free$`),
        '✗ Broker    none is running',
        '            → Start the system with npm start, or name a broker in KAFKA_BROKERS.',
        '✗ Database  none is running',
        '            → Start the system with npm start, or name one in DATABASE_URL.',
      ]),
    );
  });

  it('is examined by doctor part by part: who is ready, who is not and why, who does not answer', async () => {
    await aSystem({ kafka: 'no broker answers' });
    const { exitCode, output } = await chiso('doctor');
    expect(exitCode).toBe(1);
    expect(output.join('\n')).toContain(`✗ Broker    127.0.0.1:${port} does not answer`);
    expect(output.join('\n')).toMatch(/✗ Database {2}does not answer: .*ECONNREFUSED/);
    expect(output.join('\n')).toMatch(/✓ gateway {3}ready at http/);
    expect(output.join('\n')).toContain('✗ scoring   not ready: kafka: no broker answers');
    expect(output.join('\n')).toContain(`→ Look into ${folder}/logs/scoring.log.`);
  });

  it('is told by status: services, business time, loading and demo', async () => {
    await aSystem();
    const { exitCode, output } = await chiso('status');
    expect(exitCode).toBe(0);
    expect(output.slice(2)).toEqual([
      '  business time 2025-02-03T01:00:00.000Z, catalogue version 7',
      '  catalogue: 5 of 5',
      '  history: 2 of 9, going on',
      '  demo playing: 3 of 40 values, 2025-02-01 to 2025-02-28',
    ]);
  });

  it('is told by status to be none', async () => {
    const { exitCode, output } = await chiso('status');
    expect(exitCode).toBe(1);
    expect(output).toEqual([`✗ System  none runs on ${folder}`, '          → Start it with npm start.']);
  });

  it('has its topics told as declared where no broker answers, and the call ends with 1', async () => {
    const { exitCode, output, problems } = await chiso('topics');
    expect(exitCode).toBe(1);
    expect(output.map((line) => line.split(' ', 1)[0])).toEqual(TOPICS.map(({ name }) => name));
    expect(output[0]).toMatch(/^chiso\.catalogue\.v1 +state +1 partitions {2}compacted$/);
    expect(problems[0]).toContain('No broker answers, so this is what is declared');
  });

  it.each(['doctor', 'status', 'topics', 'recompute'])(
    'is not looked for by %s with settings, or addresses, that cannot be read',
    async (command) => {
      const wrong = await chiso(command, { CHISO_PORT: 'eighty' });
      expect([wrong.exitCode, wrong.output]).toEqual([1, []]);
      expect(wrong.problems).toEqual([expect.stringMatching(/^settings\.invalid: CHISO_PORT: /)]);
      writeFileSync(path.join(folder, 'addresses.json'), '{"brok');
      const broken = await chiso(command);
      expect([broken.exitCode, broken.output]).toEqual([1, []]);
      expect(broken.problems).toEqual([expect.stringMatching(/^addresses\.broken: addresses\.json in /)]);
    },
  );
});
