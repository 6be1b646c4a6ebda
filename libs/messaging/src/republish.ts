import { type EventDefinition, eventOf } from '#contracts';
import { type Database, type Tx } from '#persistence';
import { RejectedError } from '#runtime';
import { type OperatorTask, OperatorTaskStore } from './operator-task.store.js';
import { type Outbox } from './outbox.js';
import { type Republication } from './republication.js';

const PAGE = 500;

type Row = Readonly<Record<string, unknown>>;

/** Sends the states of a topic again, as the outbox's ordinary events: same ids, times and versions, so nothing changes. */
export class Republish {
  private readonly tasks: OperatorTaskStore;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly republications: readonly Republication[],
  ) {
    this.tasks = new OperatorTaskStore(database);
  }

  /** Appends the next page of the task; false where it was the last. Throws RejectedError `republish.not-owner`. */
  page(task: OperatorTask): Promise<boolean> {
    const republication = this.republications.find(
      ({ definition: { topic } }) => topic === task.argument['topic'],
    );
    if (!republication) throw notOwner(String(task.argument['topic']), this.republications);
    return this.database.transaction(async (tx) => {
      const current = await this.tasks.lock(tx, task.id);
      if (!current) return false;
      if (republication.newestOnly)
        await tx.query(`LOCK TABLE ${republication.newestOnly} IN SHARE ROW EXCLUSIVE MODE`);
      const rows = await readPage(tx, republication, current);
      const definition = republication.definition as EventDefinition<{ version: number }>;
      await this.tasks.advance(tx, task.id, cursorAfter(republication, rows), rows.length);
      await this.outbox.append(
        tx,
        rows.map((row) => eventOf(definition, republication.dataOf(row as never))),
      );
      return rows.length === PAGE;
    });
  }
}

/** What orders the pages, by the name under which it is selected: an entity's versions go out from the oldest to the newest. */
function orderOf({ key, version = 'version', last }: Republication): Map<string, string> {
  const columns = [...key, version].map((column) => [column, `stored.${column}`] as const);
  return new Map(last ? [['goes_last', `(${last})`], ...columns] : columns);
}

function readPage(tx: Tx, republication: Republication, { argument, cursor }: OperatorTask): Promise<Row[]> {
  const { table, key, columns, version = 'version' } = republication;
  const order = orderOf(republication);
  const expressions = [...order.values()].join(', ');
  const same = key.map((column) => `newer.${column} = stored.${column}`).join(' AND ');
  const wantsAll = argument['all'] === true && !republication.newestOnly;
  const conditions = [
    ...(cursor ? [`(${expressions}) > (${cursor.map((_, place) => `$${place + 1}`).join(', ')})`] : []),
    ...(wantsAll
      ? []
      : [`NOT EXISTS (SELECT FROM ${table} newer WHERE ${same} AND newer.${version} > stored.${version})`]),
  ];
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const others = columns.filter((column) => !order.has(column)).map((column) => `stored.${column}`);
  const selected = [...[...order].map(([name, expression]) => `${expression} AS ${name}`), ...others];
  return tx.query<Row>(
    `SELECT ${selected.join(', ')} FROM ${table} AS stored ${where} ORDER BY ${expressions} LIMIT ${PAGE}`,
    cursor ?? [],
  );
}

function cursorAfter(republication: Republication, rows: readonly Row[]): unknown[] | null {
  const last = rows.at(-1);
  return last ? [...orderOf(republication).keys()].map((name) => last[name]) : null;
}

const notOwner = (topic: string, own: readonly Republication[]): RejectedError =>
  new RejectedError(
    'republish.not-owner',
    `This service does not keep the states of ${topic}; it keeps those of ${own.map(({ definition }) => definition.topic).join(', ') || 'none'}.`,
  );
