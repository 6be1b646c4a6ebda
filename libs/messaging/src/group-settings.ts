import { type EventDefinition } from '#contracts';
import { type PartitionOfGroup } from './offset.store.js';
import { type SliceHandler } from './slice.js';

export interface Subscription {
  readonly definition: EventDefinition;
  readonly handler: SliceHandler;
}

/** How consumers fill another state of their service while it is at work. */
export interface Filling {
  /** Leads the groups' names at the broker, where the service's own groups are at work. */
  readonly prefix: string;
  /** The offset at which a partition is begun: the first that the broker still has. */
  readonly beginOf: (place: PartitionOfGroup) => number;
  /** The offset at which it is left. */
  readonly endOf: (place: PartitionOfGroup) => number | undefined;
}

export interface GroupSettings {
  /** Under which the database keeps the offsets. */
  readonly group: string;
  readonly concurrency: number;
  readonly sessionTimeoutMs: number;
  /** The consumer cannot go on in this process. */
  readonly fatal: (reason: string) => void;
  readonly filling?: Filling | undefined;
}

/** The group's name at the broker, without the prefix of all names. */
export const kafkaGroupOf = ({ group, filling }: Pick<GroupSettings, 'group' | 'filling'>): string =>
  `${filling?.prefix ?? ''}${group}`;
