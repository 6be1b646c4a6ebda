import { Injectable } from '@nestjs/common';
import { type Slice } from '#messaging';
import { ChangeLogStore } from '../live/change-log.store.js';
import { changesOf } from '../live/changes-of.js';
import { LiveFeed } from '../live/live-feed.js';
import { columnValues, type Versioned, type VersionTable } from './version-table.js';

/** Keeps every version that a slice brings, says in the change log which entities moved, and wakes the live feed. */
@Injectable()
export class KeepVersions {
  constructor(
    private readonly changeLog: ChangeLogStore,
    private readonly feed: LiveFeed,
  ) {}

  async execute<T extends Versioned>(slice: Slice<T>, table: VersionTable<T>): Promise<void> {
    const states = slice.events.map((event) => event.data);
    await slice.transaction(async (tx) => {
      tx.send(table.insert, columnValues(table, states));
      this.changeLog.append(tx, table.topic, changesOf(table, states));
      tx.afterCommit(() => this.feed.nudge());
    });
  }
}
