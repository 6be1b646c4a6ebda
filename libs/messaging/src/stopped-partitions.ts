import { gauge } from '#observability';
import { type PartitionOfGroup } from './offset.store.js';

interface Stopped {
  readonly place: PartitionOfGroup;
  readonly sentence: string;
  readonly isFinal: boolean;
}

const count = gauge('chiso_stopped_partitions', 'Partitions that stand still until an operator acts', [
  'group',
]);

/** The partitions of a group that stand still in this process, with the reason of each; what an operator's alert looks at. */
export class StoppedPartitions {
  private readonly held = new Map<string, Stopped>();

  constructor(private readonly group: string) {
    this.tell();
  }

  /** Why the first of them stands still. */
  get sentence(): string | undefined {
    return this.held.values().next().value?.sentence;
  }

  has(key: string): boolean {
    return this.held.has(key);
  }

  entries(): [string, Stopped][] {
    return [...this.held];
  }

  set(key: string, stopped: Stopped): void {
    this.held.set(key, stopped);
    this.tell();
  }

  delete(key: string): void {
    this.held.delete(key);
    this.tell();
  }

  private tell(): void {
    count.set({ group: this.group }, this.held.size);
  }
}
