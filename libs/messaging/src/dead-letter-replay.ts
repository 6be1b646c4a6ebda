import { type EventDefinition } from '#contracts';
import { type Database, statement, type Tx } from '#persistence';
import { type DeadLetter } from './dead-letter.store.js';
import { OffsetMovedError, type PartitionOfGroup } from './offset.store.js';
import { type OperatorTask } from './operator-task.store.js';
import { type SliceStores } from './partition-slice.js';
import { type RawMessage } from './slice.js';
import { type SliceHandler } from './slice.js';
import { SliceRunner } from './slice-runner.js';

interface LetterRow {
  readonly id: number;
  readonly consumer_group: string;
  readonly topic: string;
  readonly partition: number;
  readonly message_offset: number;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: Buffer | null;
}

export interface LetterReader {
  readonly definition: EventDefinition;
  readonly handler: SliceHandler;
}

const NEXT = statement(
  'dead-letter.next-to-replay',
  `SELECT id, consumer_group, topic, partition, message_offset, key, headers, value FROM dead_letter
   WHERE replay_task = $1 AND state = 'open' ORDER BY consumer_group, topic, partition, message_offset LIMIT 1`,
);
/** The fence of a replay, as the offset is that of a slice: whoever settles the letter first, the other one finds it settled. */
const SETTLE = statement(
  'dead-letter.settle-replayed',
  `UPDATE dead_letter SET state = 'replayed', settled_at = clock_timestamp(), settled_by = $2,
     tries = tries + 1, tried_at = clock_timestamp() WHERE id = $1 AND state = 'open' RETURNING id`,
);
const FAIL = statement(
  'dead-letter.replay-failed',
  `UPDATE dead_letter SET state = 'open', settled_at = NULL, settled_by = NULL, replay_task = NULL, code = $2, detail = $3
   WHERE id = $1`,
);
const COUNT = statement(
  'dead-letter.count-replayed',
  'UPDATE operator_task SET done = done + 1 WHERE id = $1',
);

/**
 * Takes dead letters through the code that takes slices: decode, catalogue gate, handler, one transaction. In place of the
 * partition's offset the letter itself is moved on, and what fails again stays a dead letter with its new reason.
 */
export class DeadLetterReplay {
  constructor(
    private readonly database: Database,
    private readonly gate: (catalogueVersion: number) => Promise<void>,
    /** Who reads a topic in a group of this service. */
    private readonly readerOf: (group: string, topic: string) => LetterReader | undefined,
  ) {}

  /** Replays the next letter of the task in offset order; false where none is left. */
  async one(task: OperatorTask, isOurs: () => boolean): Promise<boolean> {
    const [row] = await this.database.query<LetterRow>(NEXT, [task.id]);
    if (!row) return false;
    const reader = this.readerOf(row.consumer_group, row.topic);
    if (!reader) {
      const detail = `The group ${row.consumer_group} no longer reads ${row.topic}.`;
      await this.database.transaction((tx) => fail(tx, row.id, 'replay.no-reader', detail));
      return true;
    }
    await this.replay(task, row, reader, isOurs);
    return true;
  }

  private async replay(
    task: OperatorTask,
    row: LetterRow,
    { definition, handler }: LetterReader,
    isOurs: () => boolean,
  ): Promise<void> {
    const { consumer_group: group, topic, partition, message_offset: offset } = row;
    const place: PartitionOfGroup = { group, topic, partition };
    const breath = { heartbeat: () => Promise.resolve(), isOurs };
    const runner = new SliceRunner(this.storesOf(task, row), this.gate);
    try {
      await runner.run(place, topic, [messageOf(row)], offset, definition, handler, breath);
    } catch (error) {
      // Another process has replayed it, or an operator has discarded it.
      if (!(error instanceof OffsetMovedError)) throw error;
    }
  }

  private storesOf(task: OperatorTask, { id }: LetterRow): SliceStores {
    return {
      database: this.database,
      offsets: {
        move: async (tx) => {
          if ((await tx.query(SETTLE, [id, task.asked_by])).length === 0)
            throw new OffsetMovedError(`dead letter ${id} is settled already`);
          await tx.query(COUNT, [task.id]);
        },
      },
      deadLetters: {
        add: async (tx, _place, [letter]: readonly DeadLetter[]) => {
          if (letter) await fail(tx, id, letter.code, letter.detail);
        },
      },
    };
  }
}

const fail = (tx: Tx, id: number, code: string, detail: string) => tx.query(FAIL, [id, code, detail]);

const messageOf = (row: LetterRow): RawMessage => ({
  key: Buffer.from(row.key),
  value: row.value,
  offset: String(row.message_offset),
  timestamp: '0',
  headers: row.headers,
});
