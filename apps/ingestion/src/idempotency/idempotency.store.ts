import { Injectable } from '@nestjs/common';
import { Database, statement, type Tx } from '#persistence';

const READ = statement(
  'idempotency.read',
  `SELECT request_hash, response FROM idempotency_key
   WHERE caller = $1 AND route = $2 AND key = $3 AND created_at > clock_timestamp() - interval '7 days'`,
);
/** An outdated answer gives way; one that holds makes us wait for its transaction and then adds nothing. */
const KEEP = statement(
  'idempotency.keep',
  `INSERT INTO idempotency_key (caller, route, key, request_hash, response) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (caller, route, key) DO UPDATE
     SET request_hash = excluded.request_hash, response = excluded.response, created_at = clock_timestamp()
     WHERE idempotency_key.created_at <= clock_timestamp() - interval '7 days'
   RETURNING key`,
);
const FORGET = statement(
  'idempotency.forget',
  `DELETE FROM idempotency_key WHERE created_at <= clock_timestamp() - interval '7 days'`,
);

/** Whose key it is: two callers may choose the same one. */
export interface RequestKey {
  readonly caller: string;
  readonly route: string;
  readonly key: string;
}

export interface KeptAnswer {
  request_hash: string;
  response: string;
}

@Injectable()
export class IdempotencyStore {
  constructor(private readonly database: Database) {}

  async read({ caller, route, key }: RequestKey): Promise<KeptAnswer | undefined> {
    return (await this.database.query<KeptAnswer>(READ, [caller, route, key]))[0];
  }

  /** Keeps the answer; false where another request with the key has kept its own meanwhile. */
  async keep(tx: Tx, { caller, route, key }: RequestKey, answer: KeptAnswer): Promise<boolean> {
    const kept = await tx.query(KEEP, [caller, route, key, answer.request_hash, answer.response]);
    return kept.length > 0;
  }

  async forgetOld(): Promise<void> {
    await this.database.query(FORGET);
  }
}
