import { type INestApplication } from '@nestjs/common';
import { registry } from '#observability';
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

const END = 20_000;

describe('What operators ask of a running service', () => {
  let system: SumSystem;
  let service: INestApplication;

  beforeEach(async () => {
    SumConsumer.mended = false;
    system = await aSumSystem();
    service = await aSumService(system);
  });
  afterEach(async () => {
    await service.close();
    await system.end();
  });

  const countOf = async (table: string) =>
    (await system.database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n;
  const lettersAre = (count: number) =>
    eventually(async () => (await system.desk.list({})).length === count, { within: END });
  const done = (task: number) =>
    eventually(async () => (await system.desk.task(task))?.ended, { within: END, every: 200 });
  const recordsOn = async (topic: string) => {
    const admin = system.kafka.admin();
    await admin.connect();
    const [end] = await admin.fetchTopicOffsets(system.kafka.named(topic));
    await admin.disconnect();
    return Number(end!.high);
  };

  it('replays dead letters in their own service once the fault is mended, and keeps who and when', async () => {
    await system.produce([1, 2, 3].map((n) => recordOf(observation(n, n === 2 ? { note: 'poison' } : {}))));
    await lettersAre(1);
    SumConsumer.mended = true;

    const { task, ids } = await system.desk.askReplay({}, 'binh');
    await done(task);

    expect(await countOf('seen')).toBe(3);
    expect(await system.desk.list({ ids })).toMatchObject([
      { state: 'replayed', settledBy: 'binh', tries: 1, offset: 1, code: 'event.poison' },
    ]);
    expect(await recordsOn(TOPIC)).toBe(3);
  });

  it('leaves a letter that fails again among the open ones, with its new reason', async () => {
    await system.produce([recordOf(observation(1, { note: 'poison' }))]);
    await lettersAre(1);
    await system.database.query(
      `UPDATE dead_letter SET value = convert_to(replace(convert_from(value, 'UTF8'), '"poison"', '"refused"'), 'UTF8')`,
    );

    await done((await system.desk.askReplay({}, 'binh')).task);

    expect(await system.desk.list({})).toMatchObject([
      { state: 'open', code: 'test.refused', waits: false, settledBy: null },
    ]);
    expect([await countOf('seen'), await recordsOn(`${TOPIC}.dlq`)]).toEqual([0, 1]);
  });

  it('discards a letter with a reason, which no replay takes any more', async () => {
    await system.produce([recordOf(observation(1, { note: 'refused' }))]);
    await lettersAre(1);
    const [letter] = await system.desk.list({});

    expect(await system.desk.discard([letter!.id], 'binh', 'sent by mistake')).toEqual([letter!.id]);

    expect((await system.desk.askReplay({}, 'binh')).ids).toEqual([]);
    expect(await system.desk.discard([letter!.id], 'an', 'again')).toEqual([]);
    expect(await system.desk.list({})).toMatchObject([{ state: 'discarded', reason: 'sent by mistake' }]);
    await eventually(
      async () => {
        const metrics = await registry.metrics();
        return (
          metrics.includes(`chiso_dead_letters{service="sums",topic="${TOPIC}",state="discarded"} 1`) &&
          metrics.includes(`chiso_dead_letter_oldest_seconds{service="sums",topic="${TOPIC}"} 0`)
        );
      },
      { within: END, every: 200 },
    );
  });

  it('goes on with a partition that too many dead letters stopped, once they are settled', async () => {
    const broken = Array.from({ length: 250 }, (_, n) =>
      observation(n, n % 5 === 0 ? { note: 'poison' } : {}),
    );
    await system.produce(broken.map(recordOf));
    const fault = async () => (await service.get(HealthChecks).faults())['consumer chiso.sums'];
    await eventually(async () => (await fault())?.includes('too many of its events'), { within: END });
    expect(await registry.metrics()).toContain('chiso_stopped_partitions{group="chiso.sums"} 1');
    await system.produce([recordOf(observation(900))]);
    SumConsumer.mended = true;
    expect(await countOf('seen')).toBe(200);

    await done((await system.desk.askReplay({}, 'binh')).task);

    await eventually(async () => (await countOf('seen')) === 251, { within: END, every: 200 });
    expect(await service.get(HealthChecks).faults()).toEqual({});
    expect(await registry.metrics()).toContain('chiso_stopped_partitions{group="chiso.sums"} 0');
  });

  it('sends the states of a topic again with the ids and times that they had, which changes nothing', async () => {
    await system.produce([1, 2, 3].map((n) => recordOf(observation(n))));
    await eventually(async () => (await countOf('seen')) === 3, { within: END });

    const task = await system.desk.askRepublish(TOPIC, false, 'binh');
    await done(task);

    await eventually(async () => (await recordsOn(TOPIC)) === 6, { within: END, every: 200 });
    await eventually(
      async () =>
        (await system.database.query<{ next_offset: number }>('SELECT next_offset FROM consumer_offset'))[0]!
          .next_offset === 6,
      { within: END, every: 200 },
    );
    expect([await countOf('seen'), await system.desk.task(task)]).toEqual([
      3,
      { done: 3, ended: true, problem: null },
    ]);
  });

  it('says so where it does not keep the states of a topic', async () => {
    const task = await system.desk.askRepublish('chiso.score.changed.v1', false, 'binh');
    await done(task);
    expect((await system.desk.task(task))!.problem).toMatch(
      /^republish.not-owner: .*chiso.observation.recorded.v1/,
    );
  });
});
