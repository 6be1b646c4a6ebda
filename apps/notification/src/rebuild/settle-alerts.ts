import { type Tx } from '#persistence';

/** The newest version of each occurrence. Whoever is named in it was told when it opened. */
const NEWEST = `
  INSERT INTO alert (id, identity, occurrence, version, state, data, told)
  SELECT DISTINCT ON (id) id, data ->> 'identity', (data ->> 'occurrence')::int, version, data ->> 'state', data,
    ARRAY(SELECT jsonb_array_elements_text(data -> 'recipients'))
  FROM alert_version ORDER BY id, version DESC`;

/** Who else was told, and what is silenced, is on no topic. */
const KNOWN_BEFORE = (old: string): string => `
  UPDATE alert a SET silenced_until = o.silenced_until, silence_reason = o.silence_reason,
    told = ARRAY(SELECT DISTINCT t FROM unnest(a.told || o.told) AS t ORDER BY t)
  FROM ${old}.alert o WHERE o.id = a.id`;

/** A step of an older state may wait for an alert that has been answered since. */
const ANSWERED = `
  UPDATE escalation_step s SET state = 'cancelled' FROM alert a
  WHERE a.id = s.alert AND s.state = 'waiting' AND a.state <> 'firing'`;

/** Makes the newest states from all versions. No message is queued: every one of them was sent, or is queued in the old state. */
export async function settleAlerts(tx: Tx, old: string | undefined): Promise<void> {
  await tx.query(NEWEST);
  if (old !== undefined) {
    const [row] = await tx.query<{ there: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS there`, [
      `${old}.alert`,
    ]);
    if (row!.there) await tx.query(KNOWN_BEFORE(old));
  }
  await tx.query(ANSWERED);
}
