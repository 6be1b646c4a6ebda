import { type EventDefinition } from './event-definition.js';
import { KEYS, PURPOSES } from './purposes.js';
import { EVENTS, TOPICS } from './topics.js';

const RETENTION = {
  events: 'days',
  state: 'compacted, the newest record of each key for ever',
  'dead-letters': 'for ever',
} as const;

/** docs/topics.md, from the contracts: for each topic its purpose, key, retention, schema and an example. */
export function topicsPage(): string {
  return `${INTRODUCTION}\n${tableOfTopics()}\n${(EVENTS as unknown as EventDefinition[]).map(sectionOf).join('\n')}`;
}

const INTRODUCTION = `<!-- Made by \`npm run docs\` from libs/contracts; a test compares the two. -->

# Topics

Every event is the **whole new state of one entity**, with a \`version\` that its owner raises by one. A reader keeps, for
each entity, the record with the highest version: duplicates, replays and re-sent records then change nothing.

- Broker: the address that \`npm start\` prints as \`Kafka: 127.0.0.1:9092\`. Read from the start (\`auto.offset.reset\`
  \`earliest\`) with a group of your own.
- Form: CloudEvents 1.0, Kafka binding, binary mode. The value is the data as JSON; the attributes are headers:
  \`ce_id\`, \`ce_type\` (the topic without \`chiso.\`), \`ce_source\`, \`ce_time\`, \`ce_subject\` (the entity),
  \`ce_specversion\`, \`content-type\`, \`traceparent\`.
- \`ce_id\` is a UUIDv5 of type, key, entity and version: the same state always has the same id.
- Every event's data carries \`version\`, \`catalogueVersion\`, \`cause\` (\`live\`, \`correction\`, \`rescore\`, \`backfill\`) and
  \`demo: true\` where it rests on synthetic values. \`observation.reported\` is a request and has none of them.
- Unknown fields are to be ignored: optional fields are added, a change of meaning becomes a new topic.
- Order holds within a key. A value that is missing is absent, never null or 0.
- \`<topic>.dlq\` holds what a service could not process; the header \`chiso-reason\` says why.

## Rebuild the ranking of a year (Python)

\`\`\`python
# pip install kafka-python
import json
from kafka import KafkaConsumer, TopicPartition

consumer = KafkaConsumer(bootstrap_servers="127.0.0.1:9092", auto_offset_reset="earliest", enable_auto_commit=False)
topic = "chiso.score.changed.v1"
partitions = [TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic)]
consumer.assign(partitions)
consumer.seek_to_beginning()
ends = consumer.end_offsets(partitions)

newest = {}
while any(consumer.position(p) < ends[p] for p in partitions):
    for records in consumer.poll(timeout_ms=1000).values():
        for record in records:
            score = json.loads(record.value)
            entity = (score["unit"], score["index"], score["component"], score["period"])
            if score["version"] > newest.get(entity, {"version": 0})["version"]:
                newest[entity] = score

wanted = ("PCI", "PCI.TOTAL", "2016", "scored")
year = [s for s in newest.values() if (s["index"], s["component"], s["period"], s["state"]) == wanted]
for rank, score in enumerate(sorted(year, key=lambda s: -s["value"]), 1):
    print(rank, score["unit"], round(score["value"], 2))
\`\`\`
`;

function tableOfTopics(): string {
  const rows = TOPICS.filter((topic) => topic.kind !== 'dead-letters').map((topic) => {
    const type = topic.name.slice('chiso.'.length);
    const kept = topic.kind === 'events' ? retentionOf(topic.retentionMs) : RETENTION[topic.kind];
    return `| [\`${topic.name}\`](#${topic.name.replaceAll('.', '')}) | ${KEYS[type] ?? 'unit'} | ${topic.partitions} | ${kept} |`;
  });
  return `## All topics\n\n| Topic | Key | Partitions | Kept |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

const retentionOf = (ms: number): string => (ms < 0 ? 'for ever' : `${ms / 86_400_000} ${RETENTION.events}`);

function sectionOf(event: EventDefinition): string {
  return [
    `## ${event.topic}`,
    PURPOSES[event.type] ?? '',
    `Key: ${KEYS[event.type] ?? 'unit'}. \`ce_type\`: \`${event.type}\`. Entity (\`ce_subject\`) of the example: \`${event.entityOf(event.example)}\`.`,
    fieldsOf(event),
    `\`\`\`json\n${JSON.stringify(event.example, null, 2)}\n\`\`\``,
    `<details><summary>JSON Schema 2020-12</summary>\n\n\`\`\`json\n${JSON.stringify(event.schema, null, 2)}\n\`\`\`\n\n</details>\n`,
  ].join('\n\n');
}

type SchemaNode = {
  type?: string;
  enum?: string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
};

function fieldsOf({ schema }: EventDefinition): string {
  const required = new Set(schema.required as string[] | undefined);
  const rows = Object.entries(schema.properties as Record<string, SchemaNode>).map(
    ([name, node]) => `| \`${name}\` | ${wordsOf(node)} | ${required.has(name) ? 'yes' : ''} |`,
  );
  return `| Field | Type | Always there |\n|---|---|---|\n${rows.join('\n')}`;
}

function wordsOf(node: SchemaNode): string {
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (node.type === 'array')
    return `list of ${node.items?.properties ? 'objects' : wordsOf(node.items ?? {})}`;
  return node.type ?? 'any';
}
