import { Injectable } from '@nestjs/common';
import { type Instant, type ObligationChanged } from '#contracts';
import { Database, statement } from '#persistence';
import { type KnownUntil } from '../questions/as-known-on.js';
import { Conditions } from '../questions/conditions.js';
import { withoutNulls } from '../questions/present.js';

export type ObligationState = Omit<ObligationChanged, 'recordedAt' | 'cause' | 'catalogueVersion'>;

export interface ObligationFilter {
  readonly unit?: string | undefined;
  readonly state?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

export interface DueCount {
  readonly unit: string;
  readonly state: ObligationChanged['state'];
  readonly count: number;
}

const COLUMNS = `o.id, o.indicator, o.unit, o.reporting_unit AS "reportingUnit", o.scored_unit AS "scoredUnit", o.period,
  o.state, o.due_at AS "dueAt", o.grace_ends_at AS "graceEndsAt", o.received_at AS "receivedAt", o.reason, o.version, o.demo`;
/** A version counts where no newer one was known. */
const isNewest = (known: string): string =>
  `NOT EXISTS (SELECT FROM obligation_version n WHERE n.id = o.id AND n.version > o.version AND n.known_from <= ${known})`;

const COUNTS_DUE = statement(
  'obligation_counts_due',
  `SELECT o.reporting_unit AS unit, o.state, count(*)::int AS count FROM obligation_version o
    WHERE o.due_at >= $1 AND o.due_at < $2 AND o.known_from <= $3 AND ${isNewest('$3')}
    GROUP BY 1, 2`,
);

/** Reads obligations in their newest version known at an instant. */
@Injectable()
export class ObligationQuery {
  constructor(private readonly database: Database) {}

  /** A page, latest due first. */
  async list(filter: ObligationFilter, known: KnownUntil): Promise<ObligationState[]> {
    const conditions = new Conditions()
      .where('o.reporting_unit =', filter.unit)
      .where('o.state =', filter.state)
      .where('o.known_from <=', known)
      .after('o.due_at, o.id', filter.after, '<');
    const newest = isNewest(conditions.place(known));
    const limit = conditions.place(filter.limit);
    const rows = await this.database.query<ObligationState>(
      `SELECT ${COLUMNS} FROM obligation_version o WHERE ${conditions.text} AND ${newest}
        ORDER BY o.due_at DESC, o.id DESC LIMIT ${limit}`,
      conditions.values,
    );
    return rows.map(withoutNulls) as ObligationState[];
  }

  /** How many are due in a span, by the unit that owes them and by state. */
  countsDue(from: Instant, before: Instant, known: KnownUntil): Promise<DueCount[]> {
    return this.database.query<DueCount>(COUNTS_DUE, [from, before, known]);
  }
}
