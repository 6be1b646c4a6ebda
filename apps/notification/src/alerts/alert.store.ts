import { Injectable } from '@nestjs/common';
import { type AlertChanged } from '#contracts';
import { statement, type Tx } from '#persistence';

const OPEN = statement(
  'alert.open',
  `SELECT data FROM alert WHERE identity = ANY ($1::text[]) AND state IN ('pending', 'firing', 'acknowledged')
   ORDER BY identity FOR UPDATE`,
);
const OCCURRENCES = statement(
  'alert.occurrences',
  'SELECT identity, max(occurrence) AS last FROM alert WHERE identity = ANY ($1::text[]) GROUP BY identity',
);
const SAVE = statement(
  'alert.save',
  `INSERT INTO alert (id, identity, occurrence, version, state, data)
   SELECT (a->>'id')::uuid, a->>'identity', (a->>'occurrence')::int, (a->>'version')::int, a->>'state', a
   FROM unnest($1::jsonb[]) AS a
   ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, data = excluded.data
   WHERE excluded.version > alert.version`,
);
const KEEP_VERSION = statement(
  'alert.keep-version',
  `INSERT INTO alert_version (id, version, known_from, cause, demo, data)
   SELECT (a->>'id')::uuid, (a->>'version')::int, (a->>'knownFrom')::timestamptz, a->>'cause',
          coalesce((a->>'demo')::boolean, false), a
   FROM unnest($1::jsonb[]) AS a ON CONFLICT DO NOTHING`,
);
const BY_ID = statement(
  'alert.by-id',
  'SELECT data, told, silenced_until FROM alert WHERE id = $1 FOR UPDATE',
);
const TOLD = statement(
  'alert.told',
  'SELECT id, told, silenced_until FROM alert WHERE id = ANY ($1::uuid[])',
);
const ADD_TOLD = statement(
  'alert.add-told',
  `UPDATE alert SET told = (SELECT array_agg(DISTINCT t ORDER BY t) FROM unnest(told || $2::text[]) AS t) WHERE id = $1`,
);
const SILENCE = statement(
  'alert.silence',
  'UPDATE alert SET silenced_until = $2, silence_reason = $3 WHERE id = $1',
);

export interface AlertRow {
  readonly data: AlertChanged;
  readonly told: string[];
  readonly silenced_until: string | null;
}

/** Occurrences: the newest state of each, and every version. */
@Injectable()
export class AlertStore {
  /** The open occurrence of each identity, locked in order. */
  async openByIdentity(tx: Tx, identities: readonly string[]): Promise<Map<string, AlertChanged>> {
    const rows = await tx.query<{ data: AlertChanged }>(OPEN, [identities]);
    return new Map(rows.map(({ data }) => [data.identity, data]));
  }

  async lastOccurrences(tx: Tx, identities: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ identity: string; last: number }>(OCCURRENCES, [identities]);
    return new Map(rows.map((row) => [row.identity, row.last]));
  }

  async save(tx: Tx, alerts: readonly AlertChanged[]): Promise<void> {
    if (alerts.length === 0) return;
    await tx.query(SAVE, [alerts.map((alert) => JSON.stringify(alert))]);
  }

  /** Every version that an occurrence has had; an existing one stays as it is. */
  async keepVersions(tx: Tx, alerts: readonly AlertChanged[]): Promise<void> {
    await tx.query(KEEP_VERSION, [alerts.map((alert) => JSON.stringify(alert))]);
  }

  async byId(tx: Tx, id: string): Promise<AlertRow | undefined> {
    return (await tx.query<AlertRow>(BY_ID, [id]))[0];
  }

  async told(
    tx: Tx,
    ids: readonly string[],
  ): Promise<Map<string, { told: string[]; silencedUntil: string | null }>> {
    const rows = await tx.query<{ id: string; told: string[]; silenced_until: string | null }>(TOLD, [ids]);
    return new Map(rows.map((row) => [row.id, { told: row.told, silencedUntil: row.silenced_until }]));
  }

  async addTold(tx: Tx, id: string, positions: readonly string[]): Promise<void> {
    await tx.query(ADD_TOLD, [id, positions]);
  }

  async silence(tx: Tx, id: string, until: string, reason: string): Promise<void> {
    await tx.query(SILENCE, [id, until, reason]);
  }
}
