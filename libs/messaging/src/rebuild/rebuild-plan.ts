import { type INestApplicationContext, type ModuleMetadata } from '@nestjs/common';
import { type Migration, type Tx } from '#persistence';
import { type CarriedTable } from './carry.js';
import { type Restoration } from './restoration.js';

export type Parts = Pick<ModuleMetadata, 'imports' | 'controllers' | 'providers'>;

/** What a rebuild says while it goes on. */
export type Say = (line: string) => void;

/** What another state of a service is made of, and what of it the topics do not tell. */
export interface RebuildPlan {
  readonly service: string;
  readonly migrations: readonly Migration[];
  /** How the states that the service has sent become its rows again. */
  readonly restorations: readonly Restoration[];
  /** The service's own consumers, which fill the tables of what it reads; without whatever would act on it. */
  readonly filling?: () => Parts;
  /**
   * How far they read. `where it stood` is for what must not be taken twice and not be left out: the service itself goes on
   * from there.
   */
  readonly readsTo: 'the end' | 'where it stood';
  /** What the new state is not made of; the service goes on from that offset. */
  readonly passedOver?: readonly { readonly group: string; readonly topic: string }[];
  /** In this order. */
  readonly carried: readonly CarriedTable[];
  /** The last hand on the filled tables; `old` is the schema of the old state, where there is one. */
  readonly settle?: (tx: Tx, old: string | undefined) => Promise<void>;
  /** What is computed from the filled tables; what then lies in the outbox goes out after the swap. */
  readonly computing?: {
    readonly parts: () => Parts;
    readonly run: (app: INestApplicationContext, say: Say) => Promise<void>;
  };
  /** What comes from the old state alone, as sentences: nobody can tell it where that is gone. */
  readonly lost: readonly string[];
}
