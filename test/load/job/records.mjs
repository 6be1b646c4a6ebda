// The generator's log as the records that ingestion would have sent, and the topics that they lie on.
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { CatalogueV1, encodeCloudEvent, ObservationRecordedV1, TOPICS } from '#contracts';
import { ensureTopics, KafkaClient } from '#messaging';
import { catalogueEntries } from './catalogue.mjs';

const BATCH = 1000;

/** A duplicate is the same state once more, so it has the same id; a correction is the next revision of its value. */
export const observationOf = ({ id, unit, indicator, period, revision, value, recordedAt }) => ({
  id,
  indicator,
  unit,
  scoredUnit: unit,
  period,
  value,
  status: 'official',
  revision,
  version: revision + 1,
  unitOfMeasure: 'điểm',
  cause: revision === 0 ? 'live' : 'correction',
  catalogueVersion: 1,
  recordedAt,
});

/** A log of many years reaches into the future, where a value that is recorded before its period begins makes no score. */
const recordedLater = (event, years) => ({
  ...event,
  recordedAt: `${Number(event.recordedAt.slice(0, 4)) + years}${event.recordedAt.slice(4)}`,
});

const SOURCE = '/chiso/ingestion';
export const recordOf = (event) => encodeCloudEvent(ObservationRecordedV1, observationOf(event), SOURCE);

/** A busy broker takes its time to lead all the partitions that it has just made. */
const PATIENT = { retries: 30, maxRetryTime: 2000 };

async function send(brokers, topic, records) {
  const kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: PATIENT });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, retry: PATIENT });
  await producer.connect();
  for (let at = 0; at < records.length; at += BATCH)
    await producer.send({ topic, acks: -1, messages: records.slice(at, at + BATCH) });
  await producer.disconnect();
}

/** Makes all topics under a prefix of their own and fills the two that the job begins with. */
export async function fillTopics({ brokers, prefix, events, units, laterBy = 0 }) {
  const client = new KafkaClient({ brokers: [brokers], clientId: 'scoring-bench', prefix });
  await ensureTopics(client, TOPICS);
  const entries = catalogueEntries(units).map((entry) => encodeCloudEvent(CatalogueV1, entry, SOURCE));
  await send(brokers, client.named(CatalogueV1.topic), entries);
  await send(
    brokers,
    client.named(ObservationRecordedV1.topic),
    events.map((event) => recordOf(recordedLater(event, laterBy))),
  );
  return client;
}
