import { unpacked } from '#contracts';
import { type Database } from '#persistence';

/** What scoring says, each table with the columns that tell its entities apart. */
const SAYS: Readonly<Record<string, string>> = {
  score_version: 'index_code, component, period_rule, unit, period',
  trend_version: 'subject, index_code, period_rule, unit, period',
  rating_version: 'subject, index_code, period_rule, unit, period',
  rank_version: 'subject, index_code, period_rule, peer_group, period',
  forecast_version: 'subject, index_code, period_rule, unit',
};

/** As after the migrations. */
export async function emptyDatabase(database: Database): Promise<void> {
  const tables = await database.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT LIKE '%migration%'
       AND table_name <> 'catalogue_applied'
     ORDER BY 1`,
  );
  // Few rows: deleting them takes a tenth of the time of TRUNCATE, which writes new files.
  const statements = [
    ...tables.map(({ name }) => `DELETE FROM ${name}`),
    'UPDATE catalogue_applied SET version = 0',
  ];
  await database.query(statements.join(';'));
}

type Said = Readonly<Record<string, unknown>>;

/**
 * The newest version of everything, without the counters and causes that depend on how it came about, a line each.
 * What was withdrawn, an empty ranking and a forecast without steps say the same as what never was.
 */
export async function finalStateIn(database: Database): Promise<string> {
  const states: string[] = [];
  for (const [table, key] of Object.entries(SAYS)) {
    const rows = await database.query<{ body: string }>(
      `SELECT DISTINCT ON (${key}) body FROM ${table} ORDER BY ${key}, version DESC`,
    );
    for (const said of rows.map(({ body }) => JSON.parse(unpacked(body)) as Said))
      if (!isEmpty(said)) states.push(`${table} ${withoutCounters(said)}`);
  }
  return states.join('\n');
}

const isEmpty = ({ reason, withdrawn, rows, steps }: Said): boolean =>
  reason === 'no-indicator' ||
  reason === 'no-edition' ||
  withdrawn === true ||
  [rows, steps].some((list) => Array.isArray(list) && list.length === 0);

function withoutCounters(said: Said): string {
  const { version: _version, cause: _cause, catalogueVersion: _of, knownFrom: _from, ...content } = said;
  return JSON.stringify(content);
}
