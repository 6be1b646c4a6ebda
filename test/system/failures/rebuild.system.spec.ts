import { jest } from '@jest/globals';
import {
  answersOf,
  atRest,
  chisoRebuild,
  differencesOf,
  dropSchema,
  dumpOf,
  endsOfOwn,
  forgetMessages,
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
const READERS = ['scoring', 'notification', 'gateway'] as const;
const SERVICES = ['ingestion', ...READERS] as const;
const OWNERS = ['ingestion', 'scoring', 'notification'] as const;
type Service = (typeof SERVICES)[number];

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

  /** Back, at rest, with nothing sent on the services' own topics and nothing said to anybody; what each rebuild said. */
  async function rebuilt(...services: Service[]): Promise<string[]> {
    const from = performance.now();
    const [ends, messages] = [await endsOf(services), messagesOf(stand)];
    const said = await Promise.all(
      services.map(async (service) => {
        const { code, said: all } = await chisoRebuild(stand, service);
        expect({ code, all }).toEqual({ code: 0, all: expect.stringContaining(`done: ${service}`) });
        return all;
      }),
    );
    await stand.allReady();
    await atRest(stand);
    expect(await endsOf(services)).toEqual(ends);
    expect(messagesOf(stand)).toBe(messages);
    const seconds = Math.round((performance.now() - from) / 1000);
    process.stderr.write(`  rebuild of ${services.join(', ')}: ${seconds} s\n`);
    return said;
  }

  const endsOf = (services: Service[]) => Promise.all(services.map((service) => endsOfOwn(stand, service)));

  /** Everything that the method determines, and what the gateway answers. */
  async function stateOf() {
    const dumps = await Promise.all(
      OWNERS.map(async (service) => [service, await dumpOf(stand, service)] as const),
    );
    return { dumps: new Map(dumps), answers: await answersOf(stand) };
  }

  async function isAsBefore({ dumps, answers }: Awaited<ReturnType<typeof stateOf>>): Promise<void> {
    for (const [service, dump] of dumps)
      expect({ service, differ: differencesOf(dump, await dumpOf(stand, service)) }).toEqual({
        service,
        differ: [],
      });
    expect(await answersOf(stand)).toEqual(answers);
  }

  it('is scoring’s whose schema was dropped, byte for byte, also after a rebuild that was killed', async () => {
    const before = await stateOf();
    await dropSchema(stand, 'scoring');
    const killed = await chisoRebuild(stand, 'scoring', { killedAt: /are computed/ });
    expect(killed.said).not.toContain('done');
    await rebuilt('scoring');
    await isAsBefore(before);
  });

  it('is everybody’s when the database was restored from an older dump', async () => {
    for (const service of SERVICES) await keepDump(stand, service);
    await load();
    const before = await stateOf();
    const processes = SERVICES.map((service) => stand.of(service));
    await Promise.all(processes.map((each) => each.stop()));
    for (const service of SERVICES) await restoreDump(stand, service);
    for (const each of processes) each.start();
    for (const service of READERS)
      expect(await sentenceOf(stand, service)).toMatch(
        new RegExp(`had come to .*\`chiso rebuild ${service}\``),
      );
    await rebuilt(...SERVICES);
    await isAsBefore(before);
  });

  it('is that of the gateway, notification and ingestion whose schemas were dropped, and tells nobody', async () => {
    const before = await stateOf();
    for (const service of ['gateway', 'notification', 'ingestion']) await dropSchema(stand, service);
    const said = await rebuilt('gateway', 'notification', 'ingestion');
    expect(said[1]).toContain('on no topic, so as the old state has it, or gone with it: messages');
    await isAsBefore(before);
    forgetMessages(stand);
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
