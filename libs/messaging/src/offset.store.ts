import { statement, type Database, type Tx } from '#persistence';

const READ = statement(
  'offset.read',
  'SELECT next_offset FROM consumer_offset WHERE consumer_group = $1 AND topic = $2 AND partition = $3',
);
const BEGIN = statement(
  'offset.begin',
  `INSERT INTO consumer_offset (consumer_group, topic, partition, next_offset) VALUES ($1, $2, $3, $4)
   ON CONFLICT DO NOTHING`,
);
const MOVE = statement(
  'offset.move',
  `UPDATE consumer_offset SET next_offset = $5
   WHERE consumer_group = $1 AND topic = $2 AND partition = $3 AND next_offset = $4 RETURNING next_offset`,
);

export interface PartitionOfGroup {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

/** Somebody else moved this partition's offset on: roll back, read it again, seek. */
export class OffsetMovedError extends Error {
  override readonly name = 'OffsetMovedError';
}

/** The offsets that decide; those in Kafka serve lag tools alone. */
export class OffsetStore {
  /** @param beginOf  where a partition begins that has no offset yet; 0, so that records which are gone are noticed */
  constructor(
    private readonly database: Database,
    private readonly beginOf: (place: PartitionOfGroup) => number = () => 0,
  ) {}

  /** The next offset to apply. */
  async read({ group, topic, partition }: PartitionOfGroup): Promise<number> {
    const rows = await this.database.query<{ next_offset: number }>(READ, [group, topic, partition]);
    if (rows[0]) return rows[0].next_offset;
    await this.database.query(BEGIN, [group, topic, partition, this.beginOf({ group, topic, partition })]);
    return this.read({ group, topic, partition });
  }

  /** Compare-and-swap, the fence of a slice. Throws OffsetMovedError. */
  async move(tx: Tx, { group, topic, partition }: PartitionOfGroup, from: number, to: number): Promise<void> {
    const rows = await tx.query(MOVE, [group, topic, partition, from, to]);
    if (rows.length === 0)
      throw new OffsetMovedError(`${group} ${topic}/${partition} is no longer at ${from}`);
  }
}
