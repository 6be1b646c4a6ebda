import { type CatalogueEntry, CatalogueV1, encodeCloudEvent } from '#contracts';
import { CatalogueGate, KafkaClient } from '#messaging';
import { HealthChecks } from '#runtime';
import { eventually, testTopics } from '#testing';
import { CatalogueFollower } from './catalogue-follower.js';
import { Catalogue } from './catalogue.js';

const at = {
  version: 1,
  catalogueVersion: 1,
  cause: 'live',
  recordedAt: '2024-01-01T00:00:00.000Z',
} as const;
const group = (code: string): CatalogueEntry => ({
  ...at,
  kind: 'peer-group',
  code,
  validFrom: '2004-01-01',
  attributes: { nameVi: code, nameEn: code },
});
const GROUPS = ['G1', 'G2', 'G3'].map(group);
const MARKER: CatalogueEntry = {
  ...at,
  kind: 'catalogue-version',
  code: 'catalogue',
  validFrom: '1900-01-01',
  attributes: { entries: 3, total: 3 },
};

async function aTopicWith(entries: readonly CatalogueEntry[]) {
  const { brokers, prefix } = await testTopics([CatalogueV1.topic]);
  const kafka = new KafkaClient({ brokers: brokers.split(','), clientId: 'test', prefix });
  const producer = kafka.producer();
  await producer.connect();
  const produce = (more: readonly CatalogueEntry[]) =>
    producer.send({
      topic: kafka.named(CatalogueV1.topic),
      messages: more.map((entry) => encodeCloudEvent(CatalogueV1, entry, '/test')),
    });
  await produce(entries);
  return { kafka, produce, end: () => producer.disconnect() };
}

describe('A reader of a catalogue topic that has lost entries', () => {
  it('is not ready, lets nothing be computed, names the command, and goes on once the entries are there again', async () => {
    const topic = await aTopicWith([...GROUPS.slice(2), MARKER]);
    const health = new HealthChecks();
    const gate = new CatalogueGate();
    const follower = new CatalogueFollower(new Catalogue(), topic.kafka, gate, health);
    await follower.onApplicationBootstrap();
    let isReached = false;
    void gate.reached(1).then(() => (isReached = true));

    await eventually(async () => (await health.faults())['catalogue']?.includes('lacks 2 of its entries'), {
      within: 30_000,
    });
    expect((await health.faults())['catalogue']).toContain('`chiso republish chiso.catalogue.v1`');
    expect(isReached).toBe(false);

    await topic.produce([...GROUPS, MARKER]);
    await eventually(() => isReached);
    expect(await health.faults()).toEqual({});
    await follower.onApplicationShutdown();
    await topic.end();
  });
});
