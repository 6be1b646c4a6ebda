import { Injectable } from '@nestjs/common';
import { type Instant } from '#contracts';
import { Database, statement } from '#persistence';

const CORRECTIONS = statement(
  'corrections_since',
  'SELECT count(*)::int AS count FROM observation_version WHERE known_from > $1 AND revision > 0',
);

/** Counts what was corrected since an instant. */
@Injectable()
export class SinceLastVisitQuery {
  constructor(private readonly database: Database) {}

  async corrections(since: Instant): Promise<number> {
    return (await this.database.query<{ count: number }>(CORRECTIONS, [since]))[0]!.count;
  }
}
