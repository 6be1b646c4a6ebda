import { type Tx } from '#persistence';

/** A table of which the old state's rows come into the new one: what the topics do not tell, or no longer. */
export interface CarriedTable {
  readonly table: string;
  /** Whose row stays where both have one. */
  readonly wins: 'old' | 'topics';
}

const COLUMNS = `
  SELECT n.column_name AS name, n.is_identity = 'YES' AS "isIdentity"
  FROM information_schema.columns n
  JOIN information_schema.columns o ON o.table_schema = $2 AND o.table_name = n.table_name AND o.column_name = n.column_name
  WHERE n.table_schema = $1 AND n.table_name = $3 AND n.is_generated = 'NEVER' ORDER BY n.ordinal_position`;
const KEY = `
  SELECT a.attname AS name FROM pg_index i
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
  WHERE i.indrelid = ($1 || '.' || $2)::regclass AND i.indisprimary`;

/** Letters of records that were dead again say what became of them; what is read without fault now, is replayed. */
const SETTLED = (shadow: string, old: string): string => `
  UPDATE ${shadow}.dead_letter n SET state = o.state, dead_since = o.dead_since, settled_at = o.settled_at,
    settled_by = o.settled_by, settled_reason = o.settled_reason, tries = o.tries, tried_at = o.tried_at
  FROM ${old}.dead_letter o WHERE (o.consumer_group, o.topic, o.partition, o.message_offset)
    = (n.consumer_group, n.topic, n.partition, n.message_offset)`;
const LETTERS =
  'consumer_group, topic, partition, message_offset, key, headers, value, code, detail, dead_since, tries, tried_at, settled_reason';
const OTHERS = (shadow: string, old: string): string => `
  INSERT INTO ${shadow}.dead_letter (${LETTERS}, state, settled_at, settled_by)
  SELECT ${LETTERS}, CASE WHEN is_read THEN 'replayed' ELSE state END,
    CASE WHEN is_read THEN clock_timestamp() ELSE settled_at END, CASE WHEN is_read THEN 'rebuild' ELSE settled_by END
  FROM (SELECT o.*, o.state = 'open' AND EXISTS (
          SELECT FROM ${shadow}.consumer_offset c WHERE c.consumer_group = o.consumer_group AND c.topic = o.topic
            AND c.partition = o.partition AND c.next_offset > o.message_offset) AS is_read
        FROM ${old}.dead_letter o) AS letter
  ON CONFLICT (consumer_group, topic, partition, message_offset) DO NOTHING`;

/** Takes rows of the old state into the new one; those columns that both know. */
export async function carry(
  tx: Tx,
  old: string,
  shadow: string,
  { table, wins }: CarriedTable,
): Promise<void> {
  const columns = await tx.query<{ name: string; isIdentity: boolean }>(COLUMNS, [shadow, old, table]);
  if (columns.length === 0) return;
  const key = (await tx.query<{ name: string }>(KEY, [shadow, table])).map(({ name }) => name);
  const list = columns.map(({ name }) => name).join(', ');
  const others = columns.filter(({ name }) => !key.includes(name));
  const set = others.map(({ name }) => `${name} = excluded.${name}`).join(', ');
  const onConflict = wins === 'old' && set !== '' ? `(${key.join(', ')}) DO UPDATE SET ${set}` : 'DO NOTHING';
  await tx.query(
    `INSERT INTO ${shadow}.${table} (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM ${old}.${table}
     ON CONFLICT ${onConflict}`,
  );
  for (const { name } of columns.filter(({ isIdentity }) => isIdentity))
    await tx.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), max(${name})) FROM ${shadow}.${table} HAVING count(*) > 0`,
      [`${shadow}.${table}`, name],
    );
}

/** What operators have decided about dead letters is not on any topic. */
export async function carryLetters(tx: Tx, old: string, shadow: string): Promise<void> {
  await tx.query(SETTLED(shadow, old));
  await tx.query(OTHERS(shadow, old));
}
