import { Partitioners } from 'kafkajs';
import { TOPICS } from '#contracts';
import { type OutboxRow } from './outbox.store.js';

/** Under half of what a broker takes by default for one partition. */
const PARTITION_BYTES = 512 * 1024;

const PARTITIONS = new Map(TOPICS.map(({ name, partitions }) => [name, partitions]));
const partitionOf = Partitioners.DefaultPartitioner();

/**
 * Cuts rows, in their order, into requests of which no partition gets more than 512 KiB. Counts with the declared number
 * of partitions: where there are more by now, each gets less.
 */
export function* batchesOf(rows: readonly OutboxRow[]): Generator<readonly OutboxRow[]> {
  let from = 0;
  let bytes = new Map<string, number>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const place = placeOf(row);
    const size = row.value.length + row.headers.length;
    const sum = (bytes.get(place) ?? 0) + size;
    if (i > from && sum > PARTITION_BYTES) {
      yield rows.slice(from, i);
      from = i;
      bytes = new Map([[place, size]]);
    } else bytes.set(place, sum);
  }
  if (from < rows.length) yield rows.slice(from);
}

const places = new Map<string, string>();
const PLACES_KEPT = 10_000;

/** Topic and partition of a row; keys are units and few, so their places are remembered. */
function placeOf({ topic, key }: OutboxRow): string {
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
