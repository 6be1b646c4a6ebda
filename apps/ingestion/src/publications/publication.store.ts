import { Injectable } from '@nestjs/common';
import { type Cause, type Day, type Instant, type PublicationCompleted } from '#contracts';
import { statement, type Tx } from '#persistence';
import { type ReceivedValue } from './publication-standing.js';

const LOCK = statement(
  'publication.lock',
  `SELECT pg_advisory_xact_lock(hashtext('publication:' || $1 || ':' || $2))`,
);

const READ_NEWEST = statement(
  'publication.read-newest',
  `SELECT version, state, expected, received, results, published_on, closed_by, known_from
   FROM publication_version WHERE index_code = $1 AND period = $2 ORDER BY version DESC LIMIT 1`,
);

const READ_RECEIVED = statement(
  'publication.read-received',
  `SELECT DISTINCT ON (indicator, unit) indicator, unit, value, cause, known_from AS "knownFrom"
   FROM observation WHERE indicator = ANY ($1::text[]) AND period = $2
   ORDER BY indicator, unit, revision DESC`,
);

const ADD = statement(
  'publication.add',
  `INSERT INTO publication_version
     (index_code, period, version, state, expected, received, published_on, results, closed_by, cause, catalogue_version,
      known_from)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
);

export interface StoredPublication {
  version: number;
  state: PublicationCompleted['state'];
  expected: number;
  received: number;
  results: PublicationCompleted['results'];
  published_on: Day | null;
  closed_by: string | null;
  known_from: Instant;
}

export interface PublicationVersion extends StoredPublication {
  index: string;
  period: string;
  cause: Cause;
  catalogueVersion: number;
}

@Injectable()
export class PublicationStore {
  /** The newest version; nobody else decides about the publication until the transaction ends. */
  async lockNewest(tx: Tx, index: string, period: string): Promise<StoredPublication | undefined> {
    await tx.query(LOCK, [index, period]);
    return (await tx.query<StoredPublication>(READ_NEWEST, [index, period]))[0];
  }

  readReceived(tx: Tx, indicators: readonly string[], period: string): Promise<ReceivedValue[]> {
    return tx.query<ReceivedValue>(READ_RECEIVED, [indicators, period]);
  }

  async add(tx: Tx, row: PublicationVersion): Promise<void> {
    await tx.query(ADD, [
      row.index,
      row.period,
      row.version,
      row.state,
      row.expected,
      row.received,
      row.published_on,
      JSON.stringify(row.results),
      row.closed_by,
      row.cause,
      row.catalogueVersion,
      row.known_from,
    ]);
  }
}
