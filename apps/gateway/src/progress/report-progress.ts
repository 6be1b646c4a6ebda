import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { requireRight, RejectedError, type Caller } from '#runtime';
import { ChangeLogStore } from '../live/change-log.store.js';
import { LiveFeed } from '../live/live-feed.js';
import { LoadProgressStore } from './load-progress.store.js';

/** Keeps what the loader says about its progress and tells open pages. */
@Injectable()
export class ReportProgress {
  constructor(
    private readonly database: Database,
    private readonly progress: LoadProgressStore,
    private readonly changeLog: ChangeLogStore,
    private readonly feed: LiveFeed,
  ) {}

  /** Throws RejectedError `caller.right` (403) or `progress.invalid` (400). */
  async execute(caller: Caller, report: Record<string, unknown>): Promise<void> {
    requireRight(caller, 'seed');
    const { task, done, total } = checked(report);
    await this.database.transaction(async (tx) => {
      await this.progress.save(tx, task, done, total);
      this.changeLog.append(tx, 'progress', [{ topic: 'progress', key: task, version: done }]);
      tx.afterCommit(() => this.feed.nudge());
    });
  }
}

function checked({ task, done, total }: Record<string, unknown>) {
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  if (typeof task === 'string' && /^[\w .,:-]{1,60}$/.test(task) && isCount(done) && isCount(total))
    return { task, done, total };
  throw new RejectedError('progress.invalid', 'Progress is {task, done, total} with whole numbers from 0.', {
    status: 400,
  });
}
