import { gauge } from '#observability';
import { type Database, statement } from '#persistence';

const COUNTS = statement(
  'dead-letter.counts',
  `SELECT topic, state, count(*)::int AS letters, extract(epoch FROM clock_timestamp() - min(dead_since))::float8 AS oldest
   FROM dead_letter GROUP BY topic, state`,
);

const letters = gauge('chiso_dead_letters', 'Dead letters by state', ['service', 'topic', 'state']);
const oldest = gauge('chiso_dead_letter_oldest_seconds', 'Age of the oldest open dead letter, 0 where none', [
  'service',
  'topic',
]);

/** Dead letters of a service by topic and state, and the age of the oldest open one. */
export class DeadLetterMetrics {
  constructor(
    private readonly database: Database,
    private readonly service: string,
    private readonly topics: readonly string[],
  ) {}

  async observe(): Promise<void> {
    const rows = await this.database.query<{ topic: string; state: string; letters: number; oldest: number }>(
      COUNTS,
    );
    const { service } = this;
    for (const topic of new Set([...this.topics, ...rows.map((row) => row.topic)])) {
      const own = rows.filter((row) => row.topic === topic);
      for (const state of ['open', 'replayed', 'discarded'])
        letters.set({ service, topic, state }, own.find((row) => row.state === state)?.letters ?? 0);
      oldest.set({ service, topic }, own.find((row) => row.state === 'open')?.oldest ?? 0);
    }
  }
}
