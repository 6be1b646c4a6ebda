import { jest } from '@jest/globals';
import {
  answersOf,
  atRest,
  chisoRebuild,
  differencesOf,
  dropSchema,
  dumpOf,
  endsOfOwn,
  forgetOrderlyEnds,
  keepDump,
  messagesOf,
  restoreDump,
  sentenceOf,
} from './faults/rebuilds.mjs';
import { finalComparison } from './stand/final-comparison.mjs';
import { Generator } from './stand/generator.mjs';
import { Stand } from './stand/stand.mjs';

const SEED = 7;
const UP_WITHIN_MS = 240_000;
jest.setTimeout(240_000);

/** One stack for all, at rest: whatever a topic gets meanwhile was sent by the rebuild. */
describe('A state that is made anew from the topics', () => {
  let stand: Stand;
  let generator: Generator;

  beforeAll(async () => {
    stand = await Stand.start();
    generator = new Generator({ gatewayUrl: stand.gatewayUrl, seed: SEED });
    await generator.prepare();
    await load();
  }, UP_WITHIN_MS);

  afterAll(() => stand?.stop(), UP_WITHIN_MS);

  async function load(): Promise<void> {
    generator.start();
    await generator.reports(60);
    await generator.stop();
    await atRest(stand);
  }

  /** Back, at rest, and with nothing said to anybody. */
  async function rebuilt(service: string): Promise<string> {
    const from = performance.now();
    const [ends, messages] = [await endsOfOwn(stand, service), messagesOf(stand)];
    const { code, said } = await chisoRebuild(stand, service);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining(`done: ${service}`) });
    await stand.allReady();
    await atRest(stand);
    expect(await endsOfOwn(stand, service)).toEqual(ends);
    expect(messagesOf(stand)).toBe(messages);
    process.stderr.write(`  rebuild of ${service}: ${Math.round((performance.now() - from) / 1000)} s\n`);
    return said;
  }

  it('is scoring’s whose schema was dropped, byte for byte, also after a rebuild that was killed', async () => {
    const before = await dumpOf(stand, 'scoring');
    await dropSchema(stand, 'scoring');
    const killed = await chisoRebuild(stand, 'scoring', { killedAt: /are computed/ });
    expect(killed.said).not.toContain('done');
    await rebuilt('scoring');
    expect(differencesOf(before, await dumpOf(stand, 'scoring'))).toEqual([]);
  });

  it('is scoring’s whose database was restored from an older dump', async () => {
    await keepDump(stand, 'scoring');
    await load();
    const before = await dumpOf(stand, 'scoring');
    await stand.of('scoring').stop();
    await restoreDump(stand, 'scoring');
    stand.of('scoring').start();
    expect(await sentenceOf(stand, 'scoring')).toMatch(/had come to .*`chiso rebuild scoring`/);
    await rebuilt('scoring');
    expect(differencesOf(before, await dumpOf(stand, 'scoring'))).toEqual([]);
  });

  it('is the gateway’s whose schema was dropped, with the same answers', async () => {
    const before = await answersOf(stand);
    await dropSchema(stand, 'gateway');
    await rebuilt('gateway');
    expect(await answersOf(stand)).toEqual(before);
  });

  it('is notification’s whose schema was dropped, and tells nobody', async () => {
    const before = await dumpOf(stand, 'notification');
    await dropSchema(stand, 'notification');
    const said = await rebuilt('notification');
    expect(said).toContain('not on the topics: messages and their attempts');
    expect(differencesOf(before, await dumpOf(stand, 'notification'))).toEqual([]);
  });

  it('is ingestion’s whose schema was dropped', async () => {
    const before = await dumpOf(stand, 'ingestion');
    await dropSchema(stand, 'ingestion');
    await rebuilt('ingestion');
    expect(differencesOf(before, await dumpOf(stand, 'ingestion'))).toEqual([]);
  });

  it('goes on as if nothing had been', async () => {
    forgetOrderlyEnds(stand);
    await load();
    const { lost, double, wrong, compared } = await finalComparison(stand, generator);
    expect({ lost, double, wrong }).toEqual({ lost: [], double: [], wrong: [] });
    expect(compared).toBeGreaterThan(1000);
    expect([...stand.processes.values()].flatMap(({ deaths }) => deaths)).toEqual([]);
  });
});
