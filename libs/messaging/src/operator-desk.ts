import { statement, type Tx } from '#persistence';

export const LETTER_STATES = ['open', 'replayed', 'discarded'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** A dead letter without its record. */
export interface LetterLine {
  readonly id: number;
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly code: string;
  readonly detail: string;
  readonly state: LetterState;
  readonly since: string;
  readonly tries: number;
  readonly triedAt: string | null;
  readonly settledAt: string | null;
  readonly settledBy: string | null;
  readonly reason: string | null;
  /** An operator has asked for its replay, which is still to come. */
  readonly waits: boolean;
}

/** A dead letter with the record as it came. */
export interface Letter extends LetterLine {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string | null;
}

export interface LetterChoice {
  readonly ids?: readonly number[] | undefined;
  readonly topic?: string | undefined;
  readonly state?: LetterState | undefined;
  readonly limit?: number | undefined;
}

export interface TaskState {
  readonly done: number;
  readonly ended: boolean;
  readonly problem: string | null;
}

const LINE = `id, consumer_group AS "group", topic, partition, message_offset AS "offset", key, code, detail, state,
  dead_since AS "since", tries, tried_at AS "triedAt", settled_at AS "settledAt", settled_by AS "settledBy",
  settled_reason AS "reason", state = 'open' AND replay_task IS NOT NULL AS waits`;
const CHOSEN = `($1::bigint[] IS NULL OR id = ANY ($1)) AND ($2::text IS NULL OR topic = $2)`;
const IN_ORDER = 'ORDER BY consumer_group, topic, partition, message_offset';

const LIST = statement(
  'desk.list',
  `SELECT ${LINE} FROM dead_letter WHERE ${CHOSEN} AND ($3::text IS NULL OR state = $3) ${IN_ORDER} LIMIT $4`,
);
const SHOW = statement(
  'desk.show',
  `SELECT ${LINE}, headers, value FROM dead_letter WHERE id = ANY ($1::bigint[]) ${IN_ORDER}`,
);
/** One statement: the letters wait for the task from the moment on that the service can see it. */
const ASK_REPLAY = statement(
  'desk.ask-replay',
  `WITH asked AS (INSERT INTO operator_task (kind, asked_by) VALUES ('replay', $3) RETURNING id)
   UPDATE dead_letter SET replay_task = asked.id FROM asked WHERE state = 'open' AND ${CHOSEN.replaceAll('id =', 'dead_letter.id =')}
   RETURNING dead_letter.id, asked.id AS task`,
);
const DISCARD = statement(
  'desk.discard',
  `UPDATE dead_letter SET state = 'discarded', settled_at = clock_timestamp(), settled_by = $2, settled_reason = $3
   WHERE id = ANY ($1::bigint[]) AND state = 'open' RETURNING id`,
);
const ASK_REPUBLISH = statement(
  'desk.ask-republish',
  `INSERT INTO operator_task (kind, argument, asked_by) VALUES ('republish', $1::jsonb, $2) RETURNING id`,
);
const TASK = statement(
  'desk.task',
  'SELECT done, ended_at IS NOT NULL AS ended, problem FROM operator_task WHERE id = $1',
);

/** What an operator sees and asks of one service, through the service's own tables; its connection leads to its schema. */
export class OperatorDesk {
  constructor(private readonly executor: Pick<Tx, 'query'>) {}

  list({ ids, topic, state, limit = 1000 }: LetterChoice): Promise<LetterLine[]> {
    return this.executor.query(LIST, [ids ?? null, topic ?? null, state ?? null, limit]);
  }

  async show(ids: readonly number[]): Promise<Letter[]> {
    const rows = await this.executor.query<Letter & { value: Buffer | null }>(SHOW, [ids]);
    return rows.map((row) => ({ ...row, value: row.value === null ? null : row.value.toString() }));
  }

  /** The chosen letters that are open; the running service replays them, in offset order. */
  async askReplay(
    { ids, topic }: LetterChoice,
    by: string,
  ): Promise<{ readonly task: number; readonly ids: readonly number[] }> {
    const rows = await this.executor.query<{ id: number; task: number }>(ASK_REPLAY, [
      ids ?? null,
      topic ?? null,
      by,
    ]);
    return { task: rows[0]?.task ?? 0, ids: rows.map(({ id }) => id) };
  }

  /** Gives the ids of the letters that were open and are discarded now. */
  async discard(ids: readonly number[], by: string, reason: string): Promise<number[]> {
    return (await this.executor.query<{ id: number }>(DISCARD, [ids, by, reason])).map(({ id }) => id);
  }

  async askRepublish(topic: string, all: boolean, by: string): Promise<number> {
    const [row] = await this.executor.query<{ id: number }>(ASK_REPUBLISH, [
      JSON.stringify({ topic, all }),
      by,
    ]);
    return row!.id;
  }

  async task(id: number): Promise<TaskState | undefined> {
    return (await this.executor.query<TaskState>(TASK, [id]))[0];
  }
}
