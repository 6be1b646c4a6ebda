import { type TopicDefinition } from '#contracts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A topic in one line: name, kind, partitions, how long it is kept, records. */
export function topicLine({ name, kind, partitions, retentionMs }: TopicDefinition, records: string): string {
  const kept =
    kind === 'state' ? 'compacted' : retentionMs === -1 ? 'for ever' : `${retentionMs / DAY_MS} days`;
  return `${name.padEnd(36)} ${kind.padEnd(13)} ${String(partitions).padStart(2)} partitions  ${kept.padEnd(9)} ${records}`.trimEnd();
}
