import { type INestApplication } from '@nestjs/common';
import { type Admin } from 'kafkajs';
import { HealthChecks } from '#runtime';
import { eventually } from '#testing';
import {
  aSumService,
  aSumSystem,
  observation,
  recordOf,
  SumConsumer,
  type SumSystem,
  TOPIC,
} from '../test/a-sum-service.js';

const GROUP = 'chiso.sums';

async function toldOf(admin: Admin, { kafka }: SumSystem): Promise<number> {
  const [topic] = await admin.fetchOffsets({ groupId: kafka.named(GROUP), topics: [kafka.named(TOPIC)] });
  return Number(topic!.partitions[0]!.offset);
}

describe('A consumer whose stored offset cannot be right', () => {
  let system: SumSystem;
  let service: INestApplication | undefined;
  let admin: Admin;

  beforeEach(async () => {
    system = await aSumSystem();
    admin = system.kafka.admin();
    await admin.connect();
    await system.produce([1, 2, 3, 4, 5].map((n) => recordOf(observation(n))));
    service = await aSumService(system);
    await seenAre(5);
    await eventually(async () => (await told()) === 5);
  });

  afterEach(async () => {
    await service?.close();
    service = undefined;
    await admin.disconnect();
    await system.end();
  });

  const seen = async () =>
    (await system.database.query<{ n: number }>('SELECT count(*) AS n FROM seen'))[0]!.n;
  const seenAre = (n: number) => eventually(async () => (await seen()) === n);
  const told = () => toldOf(admin, system);
  const faultOf = () =>
    eventually(
      async () =>
        Object.values(await service!.get(HealthChecks).faults()).find((fault) => fault.includes('stopped')),
      { within: 40_000, every: 250 },
    );

  async function whileDown(work: () => Promise<unknown>): Promise<void> {
    await service!.close();
    await work();
    service = await aSumService(system);
  }

  async function makeTopicAnew(): Promise<void> {
    const topic = system.kafka.named(TOPIC);
    await admin.deleteTopics({ topics: [topic] });
    await eventually(async () => !(await admin.listTopics()).includes(topic));
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] });
  }

  it('stops and names the commands when the topic was made anew while it was down', async () => {
    await whileDown(makeTopicAnew);
    expect(await faultOf()).toMatch(
      /offset 5 lies beyond the end 0 .*`chiso republish chiso\.observation.*`chiso rebuild sums`/,
    );
    expect(await seen()).toBe(5);
  });

  it('stops when the topic is made anew behind its back', async () => {
    await makeTopicAnew();
    expect(await faultOf()).toMatch(/lies beyond the end 0 .*`chiso rebuild sums`/);
  });

  it('stops when the broker has lost topics and groups', async () => {
    await whileDown(async () => {
      await admin.deleteGroups([system.kafka.named(GROUP)]);
      await makeTopicAnew();
      await system.produce([recordOf(observation(9))]);
    });
    expect(await faultOf()).toMatch(
      /offset 5 lies beyond the end 1 .*the broker lost data.*`chiso rebuild sums`/,
    );
    expect(await seen()).toBe(5);
  });

  it('stops when records that it has not read are gone', async () => {
    await whileDown(async () => {
      await system.produce([6, 7, 8, 9].map((n) => recordOf(observation(n))));
      const topic = system.kafka.named(TOPIC);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '8' }] });
    });
    expect(await faultOf()).toMatch(/offset 5 is gone .*begins at 8.*`chiso rebuild sums`/);
    expect(await seen()).toBe(5);
  });

  it('stops when the database was restored from an older dump', async () => {
    await system.database.query('CREATE TABLE dump AS SELECT * FROM consumer_offset');
    await system.produce([6, 7].map((n) => recordOf(observation(n))));
    await seenAre(7);
    await eventually(async () => (await told()) === 7);
    await whileDown(() =>
      system.database.query('UPDATE consumer_offset o SET next_offset = d.next_offset FROM dump d'),
    );
    expect(await faultOf()).toMatch(/stands at offset 5, but its reader had come to 7.*`chiso rebuild sums`/);
  });

  it('goes on by itself where the broker was told less than the database holds', async () => {
    await whileDown(() =>
      admin.setOffsets({
        groupId: system.kafka.named(GROUP),
        topic: system.kafka.named(TOPIC),
        partitions: [{ partition: 0, offset: '2' }],
      }),
    );
    await system.produce([recordOf(observation(6))]);
    await seenAre(6);
    await eventually(async () => (await told()) === 6);
  });
});

it('The broker is told in the end, also where another member came to it and nothing follows', async () => {
  const system = await aSumSystem();
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  SumConsumer.before = () => (held.resolve(), release.promise);
  const service = await aSumService(system);
  const admin = system.kafka.admin();
  try {
    await admin.connect();
    await system.produce([recordOf(observation(1))]);
    await held.promise;
    await system.database.query('UPDATE consumer_offset SET next_offset = 1 WHERE topic = $1', [TOPIC]);
    release.resolve();
    await eventually(async () => (await toldOf(admin, system)) === 1, { within: 40_000, every: 250 });
  } finally {
    SumConsumer.before = undefined;
    release.resolve();
    await service.close();
    await admin.disconnect();
    await system.end();
  }
});

it('A batch that lay here while another member took its partition further is no sign of a broken offset', async () => {
  const system = await aSumSystem({ partitions: 2 });
  const three = (partition: number, from: number) =>
    [from, from + 1, from + 2].map((n) => ({ ...recordOf(observation(n)), partition }));
  await system.produce([...three(0, 1), ...three(1, 4)]);
  const held = Promise.withResolvers<number>();
  const release = Promise.withResolvers<void>();
  SumConsumer.before = ({ partition }) => (held.resolve(partition), release.promise);
  const service = await aSumService(system, { concurrency: 1 });
  try {
    const waiting = 1 - (await held.promise);
    await system.produce(three(waiting, 7));
    await system.database.query(
      'UPDATE consumer_offset SET next_offset = 6 WHERE topic = $1 AND partition = $2',
      [TOPIC, waiting],
    );
    release.resolve();
    await system.produce([{ ...recordOf(observation(10)), partition: waiting }]);
    const seen = async () =>
      (await system.database.query<{ value: number }>('SELECT value FROM seen')).map(({ value }) => value);
    await eventually(async () => (await seen()).includes(10));
    expect(await seen()).toHaveLength(4);
    expect(await service.get(HealthChecks).faults()).toEqual({});
  } finally {
    SumConsumer.before = undefined;
    release.resolve();
    await service.close();
    await system.end();
  }
});
