import { logger } from '#observability';
import { type Database, statement } from '#persistence';
import { BackgroundWork, RejectedError } from '#runtime';
import { type DeadLetterMetrics } from './dead-letter-metrics.js';
import { type DeadLetterReplay } from './dead-letter-replay.js';
import { type GroupConsumer } from './group-consumer.js';
import { type PartitionOfGroup } from './offset.store.js';
import { type OperatorTask, OperatorTaskStore } from './operator-task.store.js';
import { type Republish } from './republish.js';

const LOOK_EVERY_MS = 1000;
const OBSERVE_EVERY_MS = 10_000;

const HAS_OPEN = statement(
  'dead-letter.has-open',
  `SELECT 1 FROM dead_letter WHERE consumer_group = $1 AND topic = $2 AND partition = $3 AND state = 'open' LIMIT 1`,
);

export interface OperatorParts {
  readonly database: Database;
  readonly replay: DeadLetterReplay;
  readonly republish: Republish;
  readonly metrics: DeadLetterMetrics;
  readonly groups: readonly GroupConsumer[];
}

/**
 * Does what operators ask of the running service, from its own table: a wish written while the service is away is done
 * once it is back. Besides lets a partition go on once the dead letters that stopped it are settled, and counts them.
 */
export class OperatorWork {
  private readonly tasks: OperatorTaskStore;
  private readonly work = new BackgroundWork('operator', LOOK_EVERY_MS, () => this.turn());
  private stopping = false;
  private observedAt = 0;

  constructor(private readonly parts: OperatorParts) {
    this.tasks = new OperatorTaskStore(parts.database);
  }

  start(): void {
    this.work.start();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.work.stop();
  }

  private async turn(): Promise<boolean> {
    if (Date.now() - this.observedAt >= OBSERVE_EVERY_MS) {
      await this.parts.metrics.observe();
      this.observedAt = Date.now();
    }
    for (const group of this.parts.groups)
      await group.resumeSettled(async (place) => !(await this.hasOpenLetters(place)));
    const task = await this.tasks.oldest();
    if (!task || this.stopping) return false;
    await this.step(task);
    return true;
  }

  /** A step of the task; one that can never succeed ends the task with its sentence. */
  private async step(task: OperatorTask): Promise<void> {
    try {
      const hasMore =
        task.kind === 'replay'
          ? await this.parts.replay.one(task, () => !this.stopping)
          : await this.parts.republish.page(task);
      if (hasMore) return;
      await this.tasks.end(this.parts.database, task.id);
      this.observedAt = 0;
      logger.info(
        { task: task.id, kind: task.kind, by: task.asked_by },
        'what an operator asked for is done',
      );
    } catch (error) {
      if (!(error instanceof RejectedError)) throw error;
      await this.tasks.end(this.parts.database, task.id, `${error.code}: ${error.message}`);
    }
  }

  private async hasOpenLetters({ group, topic, partition }: PartitionOfGroup): Promise<boolean> {
    return (await this.parts.database.query(HAS_OPEN, [group, topic, partition])).length > 0;
  }
}
