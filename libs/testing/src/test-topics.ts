import { randomBytes } from 'node:crypto';
import { TOPICS } from '#contracts';
import { ensureTopics, KafkaClient } from '#messaging';
import { removeWithFile } from './removed-with-file.js';
import { testStack } from './stack.js';

export interface TestTopics {
  readonly brokers: string;
  /** Before every name of this set, so that files that run at the same time never meet. */
  readonly prefix: string;
  /** The name under which a declared topic was made for this file. */
  topic(declared: string): string;
  /** A consumer group of this file. */
  group(name: string): string;
}

const UNDECLARED = { partitions: 3, kind: 'events', retentionMs: -1 } as const;

/** Makes the named topics with their declared settings under random names; they are removed when the test file is over. */
export async function testTopics(
  names: readonly string[],
  { partitions }: { readonly partitions?: number } = {},
): Promise<TestTopics> {
  const { brokers } = await testStack();
  const prefix = `t${randomBytes(4).toString('hex')}.`;
  removeWithFile({ brokers, prefix });
  await ensureTopics(
    new KafkaClient({ brokers: brokers.split(','), clientId: 'testing', prefix }),
    names.map((name) => {
      const topic = TOPICS.find((each) => each.name === name) ?? { ...UNDECLARED, name };
      return { ...topic, ...(partitions !== undefined && { partitions }) };
    }),
  );
  const topic = (name: string) => {
    if (!names.includes(name))
      throw new Error(`${name} is not among the topics of this test: ${names.join(', ')}`);
    return prefix + name;
  };
  return { brokers, prefix, topic, group: (name) => prefix + name };
}
