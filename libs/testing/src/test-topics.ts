import { randomBytes } from 'node:crypto';
import { topicTools } from './local-tools.js';
import { madeInThisFile } from './made-in-this-file.js';
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

/** Makes the named topics with their declared settings under random names; they are removed when the test file is over. */
export async function testTopics(
  names: readonly string[],
  { partitions }: { readonly partitions?: number } = {},
): Promise<TestTopics> {
  const [{ brokers }, { declaredTopics, ensureTopics }] = await Promise.all([testStack(), topicTools()]);
  const declared = new Map(declaredTopics().map((topic) => [topic.name, topic]));
  const prefix = `t${randomBytes(4).toString('hex')}.`;
  madeInThisFile().prefixes.push(prefix);
  const wanted = names.map((name) => {
    const topic = declared.get(name) ?? { partitions: 3, kind: 'events', retentionMs: -1 };
    return { ...topic, name: prefix + name, partitions: partitions ?? topic.partitions };
  });
  await ensureTopics(brokers, wanted);
  const made = new Set(names);
  const topic = (name: string) => {
    if (!made.has(name)) throw new Error(`${name} is not among the topics of this test: ${names.join(', ')}`);
    return prefix + name;
  };
  return { brokers, prefix, topic, group: (name) => prefix + name };
}
