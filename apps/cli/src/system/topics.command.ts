import type { Command } from 'commander';
import { operate } from '../operator/operator-problem.js';
import type { Run } from '../run.js';

/** `chiso topics`: every topic as declared, and what lies in it on the running broker. */
export function addTopics(program: Command, run: Run): void {
  program
    .command('topics')
    .description('every topic: kind, partitions, retention, records on the running broker')
    .action(() => operate(run, () => showTopics(run)));
}

async function showTopics(run: Run): Promise<void> {
  const [{ TOPICS }, { runningSystem }, { reachableBroker }, { recordsOf }, { topicLine }] =
    await Promise.all([
      import('#contracts'),
      import('./running-system.js'),
      import('./broker.js'),
      import('./records.js'),
      import('./topic-line.js'),
    ]);
  const client = await reachableBroker(runningSystem());
  const records = client ? await recordsOf(client, TOPICS) : new Map<string, number>();
  for (const topic of TOPICS)
    run.say(`${topicLine(topic, client ? String(records.get(topic.name) ?? 'missing') : '')}\n`);
  if (client) return;
  run.warn(
    'No broker answers, so this is what is declared: start the system with npm start, or set KAFKA_BROKERS.\n',
  );
  run.fail();
}
