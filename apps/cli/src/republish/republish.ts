import { awaitedTask } from '../operator/awaited-task.js';
import { atDesks } from '../operator/service-schema.js';
import type { Run } from '../run.js';
import { ownedTopics } from './owned-topics.js';

export interface RepublishOptions {
  readonly all?: boolean;
  readonly by: string;
  readonly wait: number;
}

/** Has the owner send the states again, topic by topic, and says how many. */
export async function republish(
  run: Run,
  target: string,
  { all, by, wait }: RepublishOptions,
): Promise<void> {
  const { service, topics } = ownedTopics(target);
  await atDesks(service, async ([found]) => {
    for (const topic of topics) {
      const task = await found!.desk.askRepublish(topic, all === true, by);
      const { done } = await awaitedTask(found!, task, wait);
      run.say(`${topic}: ${done} states sent again\n`);
    }
  });
}
