import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Gateway, RefusedError } from './gateway.mjs';

interface Heard {
  url: string | undefined;
  actor: string | string[] | undefined;
  key: string | string[] | undefined;
}

let server: Server;
let heard: Heard[] = [];
let statuses: number[] = [];

const note = ({ url, headers }: IncomingMessage): Heard => ({
  url,
  actor: headers['x-chiso-act-as'],
  key: headers['idempotency-key'],
});
const gateway = () => new Gateway(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

beforeEach(async () => {
  heard = [];
  statuses = [];
  server = createServer((request, response) => {
    heard.push(note(request));
    response.writeHead(statuses.shift() ?? 200).end('{"results":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the gateway as the loader uses it', () => {
  it('acts as the seed and names the content of a request in its key', async () => {
    await gateway().post('/observations', { observations: [1] });
    await gateway().post('/observations', { observations: [1] });
    await gateway().post('/observations', { observations: [2] });
    const [first, again, other] = heard;
    expect(first).toMatchObject({ url: '/api/v1/observations', actor: 'seed@SEED' });
    expect(again?.key).toBe(first?.key);
    expect(other?.key).not.toBe(first?.key);
  });

  it('tries again while a service is away', async () => {
    statuses = [503, 502];
    await expect(gateway().post('/plans', {})).resolves.toEqual({ results: [] });
    expect(heard).toHaveLength(3);
  });

  it('does not try again what is refused', async () => {
    statuses = [403];
    await expect(gateway().post('/catalogue', {})).rejects.toBeInstanceOf(RefusedError);
    expect(heard).toHaveLength(1);
  });

  it('does not wait for an answer that nothing depends on', async () => {
    statuses = [503];
    await expect(gateway().post('/progress', {}, { once: true })).resolves.toBeUndefined();
    expect(heard).toHaveLength(1);
  });

  it('knows whether an answer contains a text', async () => {
    statuses = [200, 200, 503];
    expect(await gateway().answersWith('/units', 'results')).toBe(true);
    expect(await gateway().answersWith('/units', '"SKHDT"')).toBe(false);
    expect(await gateway().answersWith('/units', 'results')).toBe(false);
    expect(await new Gateway('http://127.0.0.1:1').answersWith('/units', 'results')).toBe(false);
  });
});
