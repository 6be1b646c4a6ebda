import { type Tx } from '#persistence';
import { periodOf } from '#periods';

const CATALOGUE_VERSION = `
  UPDATE catalogue_version SET version = (SELECT coalesce(max(catalogue_version), 0) FROM catalogue_entry)`;

const NEWEST_DUTIES = `
  INSERT INTO obligation SELECT DISTINCT ON (indicator, period, unit) * FROM obligation_version
  ORDER BY indicator, period, unit, version DESC`;

/** The point of its line that the clock has reached: at its next start it goes on from there. */
const CLOCK_NOW = `
  UPDATE business_clock SET now_at = now_at + (clock_timestamp() - real_at), real_at = clock_timestamp() WHERE running`;

const FED = `
  SELECT o.indicator, min(o.period) AS first, bool_and(o.demo) AS demo,
    coalesce(min(o.known_from) FILTER (WHERE o.cause = 'live'), clock_timestamp()) AS live_from,
    (SELECT attributes ->> 'periodRule' FROM catalogue_entry c WHERE c.kind = 'indicator' AND c.code = o.indicator
     ORDER BY c.valid_from DESC, c.version DESC LIMIT 1) AS rule
  FROM obligation o GROUP BY o.indicator`;

/** All their periods are looked at again, which opens none a second time. */
const ADD_SPANS = `
  INSERT INTO obligation_span (indicator, start_day, live_from, demo)
  SELECT * FROM unnest($1::text[], $2::date[], $3::timestamptz[], $4::boolean[]) ON CONFLICT DO NOTHING`;

interface Fed {
  readonly indicator: string;
  readonly first: string;
  readonly demo: boolean;
  readonly live_from: string;
  readonly rule: string;
}

/** What follows from the restored rows: newest states, the catalogue's version, and since when reports are expected. */
export async function settleCatalogueAndDuties(tx: Tx): Promise<void> {
  for (const text of [CATALOGUE_VERSION, NEWEST_DUTIES, CLOCK_NOW]) await tx.query(text);
  const fed = (await tx.query<Fed>(FED)).filter(({ rule }) => rule !== null);
  await tx.query(ADD_SPANS, [
    fed.map(({ indicator }) => indicator),
    fed.map(({ rule, first }) => periodOf(rule, first).firstDay),
    fed.map(({ live_from: from }) => from),
    fed.map(({ demo }) => demo),
  ]);
}
