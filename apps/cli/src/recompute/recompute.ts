import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorProblem } from '../operator/operator-problem.js';
import { connected, databaseUrl } from '../operator/service-schema.js';
import type { Run } from '../run.js';
import type { NamedDays } from './days-of-period.js';

export interface RecomputeOptions {
  readonly index?: string;
  readonly unit?: string;
  readonly from?: NamedDays;
  readonly to?: NamedDays;
  readonly by: string;
  readonly wait: number;
}

const LOOK_EVERY_MS = 1000;
const LOOKS_THAT_ARE_QUIET = 4;
const EARLIEST = '1900-01-01';
const LATEST = '2999-12-31';

const ASK = `INSERT INTO recompute_request (index_code, unit, from_day, to_day, asked_by)
  VALUES ($1, $2, $3, $4, $5) RETURNING id`;
const MARKED = `SELECT units, cross_sections FROM recompute_request WHERE id = $1 AND marked_at IS NOT NULL`;
/** What a filled past marks besides is no part of it. */
const LEFT = `SELECT (SELECT count(*) FROM rescore_due WHERE cause = 'rescore')
  + (SELECT count(*) FROM cross_section_due WHERE cause = 'rescore')
  + (SELECT count(*) FROM forecast_due WHERE cause = 'rescore') AS left`;

type Client = Awaited<ReturnType<typeof connected>>;

/** Asks the service through its own table, so that a wish is kept while it is away; waits until nothing of it is left. */
export async function recompute(run: Run, options: RecomputeOptions): Promise<void> {
  const { index, unit, from, to, by, wait } = options;
  const days = [from?.firstDay ?? EARLIEST, to?.lastDay ?? LATEST];
  const client = await connected(databaseUrl(), '-c search_path=scoring,public');
  try {
    const asked = await client.query<{ id: string }>(ASK, [index ?? null, unit ?? null, ...days, by]);
    const until = Date.now() + wait * 1000;
    const { units, cross_sections: sections } = await marked(client, asked.rows[0]!.id, until);
    if (units + sections === 0)
      throw new OperatorProblem(
        'scope.empty',
        'scoring knows no such index, unit or period; nothing is done',
      );
    run.say(`${units} units and ${sections} cross-sections are computed again\n`);
    await nothingLeft(client, until);
    run.say('done; what differed was sent with the cause rescore\n');
  } finally {
    await client.end();
  }
}

async function marked(
  client: Client,
  id: string,
  until: number,
): Promise<{ units: number; cross_sections: number }> {
  for (; ; await sleep(LOOK_EVERY_MS)) {
    const [row] = (await client.query<{ units: number; cross_sections: number }>(MARKED, [id])).rows;
    if (row) return row;
    if (Date.now() > until) throw stillToDo();
  }
}

/** Between the two stages the work is on its way for a moment and stands in no table. */
async function nothingLeft(client: Client, until: number): Promise<void> {
  for (let quiet = 0; ; await sleep(LOOK_EVERY_MS)) {
    const [row] = (await client.query<{ left: string }>(LEFT)).rows;
    quiet = Number(row!.left) === 0 ? quiet + 1 : 0;
    if (quiet >= LOOKS_THAT_ARE_QUIET) return;
    if (Date.now() > until) throw stillToDo();
  }
}

const stillToDo = (): OperatorProblem =>
  new OperatorProblem(
    'task.waits',
    'scoring has not done it in that time and goes on as soon as it runs; chiso status says whether it does',
  );
