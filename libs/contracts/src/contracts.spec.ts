import { readFileSync } from 'node:fs';
import { CloudEvent, Kafka } from 'cloudevents';
import { parse } from 'yaml';
import { attributeFaults, CATALOGUE_KIND_NAMES } from './index.js';
import { BrokenRecordError, decodeCloudEvent, encodeCloudEvent } from './cloud-event.js';
import { eventId, type EventDefinition } from './event-definition.js';
import { KEYS, PURPOSES } from './purposes.js';
import { EVENTS, TOPICS, type TopicDefinition } from './topics.js';
import { topicsPage } from './topics-page.js';
import { uuidV5 } from './uuid-v5.js';

type AnyEvent = EventDefinition<{ version: number }>;
const events = EVENTS as unknown as readonly AnyEvent[];
const stateful = events.filter((event) => event.type !== 'observation.reported.v1');
const page = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

describe.each(events.map((event) => [event.type, event] as const))('%s', (_type, event) => {
  it('has an example that its own schema accepts', () => {
    expect(event.faultOf(event.example)).toBeUndefined();
  });

  it('names the field that is wrong', () => {
    const [field] = event.schema.required as string[];
    const broken = Object.fromEntries(Object.entries(event.example).filter(([name]) => name !== field));
    expect(event.faultOf(broken)).toContain(field);
  });

  it('ignores fields that it does not know', () => {
    expect(event.faultOf({ ...event.example, addedLater: 1 })).toBeUndefined();
  });

  it('is described for its readers', () => {
    expect(PURPOSES[event.type]).toMatch(/\w/);
    expect(Object.keys(KEYS).every((type) => type in PURPOSES)).toBe(true);
  });
});

describe('event ids', () => {
  it('are the same for the same state and differ with the version', () => {
    const event = stateful[0]!;
    const next = { ...event.example, version: event.example.version + 1 };
    expect(eventId(event, { ...event.example })).toBe(eventId(event, event.example));
    expect(eventId(event, next)).not.toBe(eventId(event, event.example));
  });

  it('are UUIDs of version 5 in chiso’s namespace', () => {
    expect(uuidV5('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the CloudEvents codec', () => {
  it.each(events.map((event) => [event.type, event] as const))(
    'writes %s as the reference library reads it',
    (_type, event) => {
      const record = encodeCloudEvent(event, event.example, '/chiso/test');
      const message = { headers: record.headers, value: record.value, body: record.value };
      const read = Kafka.toEvent(message) as CloudEvent<unknown>;
      expect({
        id: read.id,
        type: read.type,
        source: read.source,
        subject: read.subject,
        time: read.time,
        data: read.data,
      }).toEqual({
        id: eventId(event, event.example),
        type: event.type,
        source: '/chiso/test',
        subject: event.entityOf(event.example),
        time: event.timeOf(event.example),
        data: event.example,
      });
    },
  );

  it.each(events.map((event) => [event.type, event] as const))(
    'reads %s as the reference library writes it',
    (_type, event) => {
      const written = Kafka.binary(
        new CloudEvent({
          id: 'i-1',
          type: event.type,
          source: '/elsewhere',
          data: event.example,
          datacontenttype: 'application/json',
        }),
      );
      const value = typeof written.value === 'string' ? written.value : JSON.stringify(written.value);
      const headers = written.headers as Record<string, string>;
      expect(decodeCloudEvent({ headers, value: Buffer.from(value) })).toMatchObject({
        id: 'i-1',
        type: event.type,
        source: '/elsewhere',
        data: event.example,
      });
    },
  );

  it.each([
    ['bytes.no-headers', { value: Buffer.from('{}'), headers: {} }],
    [
      'bytes.not-json',
      {
        value: Buffer.from('{'),
        headers: { ce_specversion: '1.0', ce_id: 'a', ce_type: 'b', ce_source: 'c' },
      },
    ],
    [
      'bytes.empty',
      { value: null, headers: { ce_specversion: '1.0', ce_id: 'a', ce_type: 'b', ce_source: 'c' } },
    ],
    [
      'bytes.content-type',
      {
        value: Buffer.from('<a/>'),
        headers: {
          ce_specversion: '1.0',
          ce_id: 'a',
          ce_type: 'b',
          ce_source: 'c',
          'content-type': 'text/xml',
        },
      },
    ],
  ])('refuses broken bytes with the code %s', (code, record) => {
    const fault = (() => {
      try {
        decodeCloudEvent(record);
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(BrokenRecordError);
    expect((fault as BrokenRecordError).code).toBe(code);
  });
});

describe('topics', () => {
  it('are declared for the broker as the contracts have them', () => {
    const { topics } = parse(page('deploy/kafka/topics.yaml')) as { topics: TopicDefinition[] };
    const byName = (a: TopicDefinition, b: TopicDefinition) => (a.name < b.name ? -1 : 1);
    expect([...topics].sort(byName)).toEqual([...TOPICS].sort(byName));
  });

  it('are described in docs/topics.md as the contracts have them', () => {
    expect(page('docs/topics.md')).toBe(topicsPage());
  });
});

describe('catalogue entries', () => {
  it('name every fault of their attributes with its field', () => {
    expect(
      attributeFaults('goalposts', { indicator: 'A', edition: 'E', lo: 'low', hi: 1, policy: 'fixed' }),
    ).toEqual([{ field: 'attributes.lo', detail: 'must be number' }]);
    expect(attributeFaults('weather', {})[0]!.detail).toContain(CATALOGUE_KIND_NAMES[0]);
  });
});
