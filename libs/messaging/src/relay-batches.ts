import { Partitioners } from 'kafkajs';
import { TOPICS } from '#contracts';
import { type OutboxRecord } from './outbox.store.js';

/** Under half of what a broker takes by default for one partition. */
const PARTITION_BYTES = 512 * 1024;

const PARTITIONS = new Map(TOPICS.map(({ name, partitions }) => [name, partitions]));
const partitionOf = Partitioners.DefaultPartitioner();

/**
 * Cuts records, in their order, into requests of which no partition gets more than 512 KiB. Counts with the declared number
 * of partitions: where there are more by now, each gets less.
 */
export function* batchesOf(records: readonly OutboxRecord[]): Generator<readonly OutboxRecord[]> {
  let from = 0;
  let bytes = new Map<string, number>();
  for (let i = 0; i < records.length; i++) {
    const record = records[i]!;
    const place = placeOf(record);
    const size = record.value.length + record.headers.length;
    const sum = (bytes.get(place) ?? 0) + size;
    if (i > from && sum > PARTITION_BYTES) {
      yield records.slice(from, i);
      from = i;
      bytes = new Map([[place, size]]);
    } else bytes.set(place, sum);
  }
  if (from < records.length) yield records.slice(from);
}

const places = new Map<string, string>();
const PLACES_KEPT = 10_000;

/** Topic and partition of a record; keys are units and few, so their places are remembered. */
function placeOf({ topic, key }: OutboxRecord): string {
  const name = `${topic} ${key}`;
  const known = places.get(name);
  if (known !== undefined) return known;
  const partitionMetadata = Array.from({ length: PARTITIONS.get(topic) ?? 1 }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  const partition = partitionOf({ topic, partitionMetadata, message: { key, value: null } });
  if (places.size >= PLACES_KEPT) places.clear();
  const place = `${topic}/${partition}`;
  places.set(name, place);
  return place;
}
