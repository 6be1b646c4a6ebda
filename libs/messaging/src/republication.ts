import { type EventDefinition, unpacked } from '#contracts';

/** How the owner of a topic makes its states again from what it keeps: one row a version. */
export interface Republication {
  readonly definition: EventDefinition;
  /** The table, in the service's own schema. */
  readonly table: string;
  /** The columns that name the entity; with the version they are the table's key. */
  readonly key: readonly string[];
  /** The column of the version; `version` where nothing else is said. */
  readonly version?: string;
  /** A condition in SQL on `stored`; rows for which it holds go out last. */
  readonly last?: string;
  /** The columns that `dataOf` needs, besides key and version. */
  readonly columns: readonly string[];
  /** The event's data, with the same content as when it was first sent. */
  readonly dataOf: (row: never) => { readonly version: number };
  /**
   * A topic that keeps the newest record only: its table is closed to writers while a page is taken, so that the older
   * state can never be the last one on the topic.
   */
  readonly newestOnly?: string;
}

/** Bodies that the table keeps as they were sent. */
export const sentBody = ({ body }: { body: string }): { version: number } =>
  JSON.parse(unpacked(body)) as { version: number };
