import { Injectable } from '@nestjs/common';
import { type ClockMoved, type StatusResponse } from '#contracts';
import { Database, statement } from '#persistence';

type Freshness = StatusResponse['freshness'];

/** Counts are the planner's estimate: a status asked for every few seconds must not scan the read model. */
const KEPT = statement(
  'kept_versions',
  `SELECT replace(relname, '_version', '') AS topic, greatest(reltuples, 0)::bigint AS entities
     FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname LIKE '%\\_version'`,
);
const NEWEST_OBSERVATION = statement(
  'newest_observation',
  'SELECT max(known_from) AS at FROM observation_version',
);
const CLOCK = statement('newest_clock', 'SELECT state FROM clock_version ORDER BY version DESC LIMIT 1');

/** Reads what the strip under the bar shows. */
@Injectable()
export class StatusQuery {
  constructor(private readonly database: Database) {}

  async freshness(): Promise<Freshness> {
    const [kept, newest] = await Promise.all([
      this.database.query<{ topic: string; entities: number }>(KEPT),
      this.database.query<{ at: string | null }>(NEWEST_OBSERVATION),
    ]);
    const at = newest[0]?.at;
    return kept
      .map(({ topic, entities }) => ({
        topic,
        entities,
        ...(topic === 'observation' && at ? { updatedAt: at } : {}),
      }))
      .sort((a, b) => (a.topic < b.topic ? -1 : 1));
  }

  async clock(): Promise<ClockMoved | undefined> {
    return (await this.database.query<{ state: ClockMoved }>(CLOCK))[0]?.state;
  }
}
