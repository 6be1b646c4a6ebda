import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { catalogueDrafts } from './catalogue/catalogue.mjs';
import { publishedHistory } from './history/published.mjs';

interface Body {
  entries?: unknown[];
  observations?: unknown[];
  cause?: string;
  state?: string;
}

let server: Server;
let folder: string;
let units = '';
let received: { path: string; body: Body }[] = [];

beforeEach(async () => {
  received = [];
  units = '[{"code":"SKHDT"}]';
  folder = await mkdtemp(join(tmpdir(), 'chiso-seed-'));
  server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method === 'POST')
        received.push({ path: request.url ?? '', body: JSON.parse(body) as Body });
      response.end(request.method === 'POST' ? '{"results":[]}' : units);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function load(settings: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'load.mjs')], {
    env: {
      PATH: process.env['PATH'],
      GATEWAY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      CHISO_DATA_DIR: folder,
      ...settings,
    },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, faults] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, output, faults };
}

const rowsTo = (path: string, field: 'entries' | 'observations') =>
  received
    .filter((request) => request.path === `/api/v1${path}`)
    .reduce((sum, { body }) => sum + (body[field]?.length ?? 0), 0);

describe('the loader as a process', () => {
  it('sends the catalogue and says so', async () => {
    const { code, output } = await load({ CHISO_SEED: 'catalogue' });
    expect(code).toBe(0);
    expect(output).toContain('catalogue loaded\n');
    expect(rowsTo('/catalogue', 'entries')).toBe(catalogueDrafts().length);
    expect(Math.max(...received.map(({ body }) => body.entries?.length ?? 0))).toBeLessThanOrEqual(1_000);
    expect(rowsTo('/observations', 'observations')).toBe(0);
  }, 60_000);

  it('sends the catalogue again where the services have none, though they answer', async () => {
    await load({ CHISO_SEED: 'catalogue' });
    received = [];
    units = '{"on":"2021-01-01","items":[]}';
    await load({ CHISO_SEED: 'catalogue' });
    expect(rowsTo('/catalogue', 'entries')).toBe(catalogueDrafts().length);
  }, 60_000);

  it('sends the whole history as backfill, and on a second start nothing', async () => {
    const first = await load({ CHISO_SEED: 'history' });
    const values = received.filter(({ path }) => path === '/api/v1/observations');
    expect(first.code).toBe(0);
    expect(rowsTo('/observations', 'observations')).toBe(publishedHistory().length);
    expect(new Set(values.map(({ body }) => body.cause))).toEqual(new Set(['backfill']));
    const closed = received.filter(({ path }) => path === '/api/v1/publications');
    expect(received.indexOf(closed[0]!)).toBeGreaterThan(received.indexOf(values.at(-1)!));
    expect(new Set(closed.map(({ body }) => body.state))).toEqual(new Set(['partial']));
    received = [];
    const second = await load({ CHISO_SEED: 'history' });
    expect(second.output).toContain('catalogue loaded\n');
    expect(received).toEqual([]);
  }, 60_000);

  it('sends nothing at all for none, and names every fault of its settings', async () => {
    expect((await load({ CHISO_SEED: 'none' })).code).toBe(0);
    const faulty = await load({ CHISO_SEED: 'some', CHISO_DEMO_RATE: 'fast' });
    expect(faulty.code).toBe(1);
    expect(faulty.faults).toContain('CHISO_SEED');
    expect(faulty.faults).toContain('CHISO_DEMO_RATE');
    expect(received).toEqual([]);
  }, 60_000);
});
