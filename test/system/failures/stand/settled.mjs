import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { KafkaClient, topicBounds } from '#messaging';

const SCHEMAS = ['ingestion', 'scoring', 'notification', 'gateway'];
const LOOK_EVERY_MS = 500;
/** For steps that a quiet machine takes in seconds. */
export const PATIENCE_MS = 120_000;

const WAITING = `
  SELECT 'outbox of ' || s AS what, n::int FROM (
    SELECT 'ingestion' AS s, (SELECT count(*) FROM ingestion.outbox) AS n
    UNION ALL SELECT 'scoring', (SELECT count(*) FROM scoring.outbox)
    UNION ALL SELECT 'notification', (SELECT count(*) FROM notification.outbox)) AS outboxes
  UNION ALL SELECT 'units to score', (SELECT count(*) FROM scoring.rescore_due)
  UNION ALL SELECT 'cross-sections to compute', (SELECT count(*) FROM scoring.cross_section_due)
  UNION ALL SELECT 'families to forecast', (SELECT count(*) FROM scoring.forecast_due)
  UNION ALL SELECT 'messages to send',
    (SELECT count(*) FROM notification.delivery WHERE state IN ('queued', 'sending'))`;

const OFFSETS = SCHEMAS.map(
  (schema) => `SELECT consumer_group, topic, partition, next_offset::int FROM ${schema}.consumer_offset`,
).join(' UNION ALL ');

export async function until(holds, what) {
  for (const from = Date.now(); !(await holds()); await sleep(250))
    if (Date.now() - from > PATIENCE_MS)
      throw new Error(`${what} did not come within ${PATIENCE_MS / 1000} s`);
}

/** Asks the stand's database once, on a connection of its own: it may have been away a moment ago. */
export async function ask(stand, text, values = []) {
  const client = new pg.Client({ connectionString: stand.infrastructure.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Runs the work with an admin client of the stand's broker. */
export async function withAdmin(stand, work) {
  const kafka = new KafkaClient({ brokers: [stand.infrastructure.brokers], clientId: 'failures' });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

const endsOf = async (admin, topics) =>
  new Map(
    await Promise.all(
      topics.map(async (topic) => [
        topic,
        (await topicBounds(admin, topic)).map(({ partition, high }) => [partition, high]),
      ]),
    ),
  );

/** Records between each group's offset and the end, as the database has it and as the broker was told. */
async function lagsOf(stand) {
  const rows = await ask(stand, OFFSETS);
  const pairs = Map.groupBy(rows, ({ consumer_group, topic }) => `${consumer_group} ${topic}`);
  return withAdmin(stand, async (admin) => {
    const ends = await endsOf(admin, [...new Set(rows.map(({ topic }) => topic))]);
    const found = [];
    for (const [name, stored] of pairs) {
      const [groupId, topic] = name.split(' ');
      const known = new Map(stored.map(({ partition, next_offset }) => [partition, next_offset]));
      const [told] = await admin.fetchOffsets({ groupId, topics: [topic] });
      const ofBroker = new Map(told.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      let [lag, shownLag] = [0, 0];
      for (const [partition, end] of ends.get(topic)) {
        lag += end - (known.get(partition) ?? 0);
        shownLag += end - Math.max(0, ofBroker.get(partition) ?? 0);
      }
      if (lag > 0) found.push([`lag of ${name}`, lag]);
      if (shownLag > 0) found.push([`shown lag of ${name}`, shownLag]);
    }
    return found;
  });
}

/** A group's offsets as the database has them, by topic and partition. */
export async function storedOffsets(stand, group) {
  const rows = (await ask(stand, OFFSETS)).filter(({ consumer_group }) => consumer_group === group);
  return new Map(rows.map(({ topic, partition, next_offset }) => [`${topic}/${partition}`, next_offset]));
}

/** Where every group stands, as one text: the same before and after a look says that nothing came meanwhile. */
export const standing = async (stand) =>
  (await ask(stand, OFFSETS))
    .map((row) => Object.values(row).join(' '))
    .toSorted()
    .join();

/** Partitions of which a service's database holds more than its groups have told the broker: a crash between the two leaves one. */
export async function offsetsApart(stand, service) {
  const rows = (await ask(stand, OFFSETS)).filter(({ consumer_group }) =>
    consumer_group.startsWith(`chiso.${service}`),
  );
  return withAdmin(stand, async (admin) => {
    const apart = [];
    for (const [groupId, stored] of Map.groupBy(rows, ({ consumer_group }) => consumer_group)) {
      const told = new Map(
        (await admin.fetchOffsets({ groupId })).flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => [`${topic}/${partition}`, Number(offset)]),
        ),
      );
      for (const { topic, partition, next_offset } of stored)
        if (next_offset > (told.get(`${topic}/${partition}`) ?? 0))
          apart.push(`${groupId} ${topic}/${partition}`);
    }
    return apart;
  });
}

/** Everything that still waits somewhere, by name; empty when the system is at rest. */
export async function backlogOf(stand) {
  const waiting = (await ask(stand, WAITING)).filter(({ n }) => n > 0).map(({ what, n }) => [what, n]);
  return Object.fromEntries([...waiting, ...(await lagsOf(stand))]);
}

/** Waits until nothing waits anywhere, twice in a row, since one step feeds the next. */
export async function untilSettled(stand, within = 300_000) {
  let quiet = 0;
  for (const from = Date.now(); quiet < 2; await sleep(LOOK_EVERY_MS)) {
    const backlog = await backlogOf(stand).catch((error) => ({ 'the look': error.message }));
    quiet = Object.keys(backlog).length === 0 ? quiet + 1 : 0;
    if (Date.now() - from > within)
      throw new Error(`not at rest after ${within / 1000} s: ${JSON.stringify(backlog)}`);
  }
}
