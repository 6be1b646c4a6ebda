import { Injectable } from '@nestjs/common';
import { type AlertChanged, type ExplanationChanged, type Instant } from '#contracts';
import { Database, statement } from '#persistence';
import { type KnownUntil } from '../questions/as-known-on.js';
import { Conditions } from '../questions/conditions.js';

export const OPEN_STATES = ['pending', 'firing', 'acknowledged'] as const;

export interface AlertFilter {
  readonly states?: readonly string[] | undefined;
  readonly unit?: string | undefined;
  readonly severity?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

export interface AlertCounts {
  readonly open: number;
  readonly unacknowledged: number;
  readonly critical: number;
  readonly reportsOverdue: number;
  readonly explanationsOverdue: number;
  readonly closed: number;
}

const NEWEST = (known: string): string =>
  `(SELECT DISTINCT ON (id) * FROM alert_version WHERE known_from <= ${known} ORDER BY id, version DESC) newest`;

const OVERDUE = `alert_state = ANY($2) AND (state->>'dueAt')::timestamptz < $3`;
const COUNTS = statement(
  'alert_counts',
  `SELECT count(*) FILTER (WHERE alert_state = ANY($2))::int AS open,
          count(*) FILTER (WHERE alert_state = 'firing')::int AS unacknowledged,
          count(*) FILTER (WHERE alert_state = ANY($2) AND severity = 'critical')::int AS critical,
          count(*) FILTER (WHERE ${OVERDUE} AND state->>'kind' = 'overdue')::int AS "reportsOverdue",
          count(*) FILTER (WHERE ${OVERDUE} AND state->>'kind' <> 'overdue')::int AS "explanationsOverdue",
          count(*) FILTER (WHERE alert_state <> ALL($2))::int AS closed
     FROM ${NEWEST('$1')}`,
);
const HISTORY = statement(
  'alert_history',
  'SELECT state FROM alert_version WHERE id = ANY($1) AND known_from <= $2 ORDER BY id, version',
);
const EXPLANATIONS = statement(
  'explanations_of_alerts',
  `SELECT DISTINCT ON (id) state FROM explanation_version
    WHERE alert = ANY($1) AND known_from <= $2 ORDER BY id, version DESC`,
);
const ASKED = statement(
  'open_explanations',
  `SELECT state FROM (SELECT DISTINCT ON (id) * FROM explanation_version WHERE known_from <= $1
                       ORDER BY id, version DESC) newest
    WHERE explanation_state IN ('asked', 'sent-back') ORDER BY due_at NULLS LAST, id`,
);
const MOVED_SINCE = statement(
  'alerts_since',
  `SELECT count(*) FILTER (WHERE state->>'transition' = 'fired')::int AS opened,
          count(*) FILTER (WHERE alert_state <> ALL($2))::int AS closed
     FROM alert_version WHERE known_from > $1`,
);

/** Reads alerts and explanations in their newest state known at an instant. */
@Injectable()
export class AlertQuery {
  constructor(private readonly database: Database) {}

  /** A page, newest first. */
  async list(filter: AlertFilter, known: KnownUntil): Promise<AlertChanged[]> {
    const conditions = new Conditions();
    const newest = NEWEST(conditions.place(known));
    if (filter.states) conditions.where('ARRAY[alert_state] <@', filter.states);
    conditions
      .where('unit =', filter.unit)
      .where('severity =', filter.severity)
      .after('opened_at, id', filter.after, '<');
    const limit = conditions.place(filter.limit);
    const rows = await this.database.query<{ state: AlertChanged }>(
      `SELECT state FROM ${newest} WHERE ${conditions.text} ORDER BY opened_at DESC, id DESC LIMIT ${limit}`,
      conditions.values,
    );
    return rows.map((row) => row.state);
  }

  async counts(now: Instant, known: KnownUntil): Promise<AlertCounts> {
    const [row] = await this.database.query<AlertCounts>(COUNTS, [known, OPEN_STATES, now]);
    return row!;
  }

  async newestOf(id: string, known: KnownUntil): Promise<AlertChanged | undefined> {
    return (await this.historyOf([id], known)).get(id)?.at(-1);
  }

  /** Every state of some alerts, oldest first, by alert. */
  async historyOf(ids: readonly string[], known: KnownUntil): Promise<Map<string, AlertChanged[]>> {
    const rows = await this.database.query<{ state: AlertChanged }>(HISTORY, [ids, known]);
    return Map.groupBy(
      rows.map((row) => row.state),
      (state) => state.id,
    );
  }

  async explanationsOf(ids: readonly string[], known: KnownUntil): Promise<Map<string, ExplanationChanged>> {
    const rows = await this.database.query<{ state: ExplanationChanged }>(EXPLANATIONS, [ids, known]);
    return new Map(rows.map(({ state }) => [state.alert!, state]));
  }

  /** Explanations that somebody still owes, longest due first. */
  async openExplanations(known: KnownUntil): Promise<ExplanationChanged[]> {
    return (await this.database.query<{ state: ExplanationChanged }>(ASKED, [known])).map((row) => row.state);
  }

  async movedSince(since: Instant): Promise<{ opened: number; closed: number }> {
    const [row] = await this.database.query<{ opened: number; closed: number }>(MOVED_SINCE, [
      since,
      OPEN_STATES,
    ]);
    return row!;
  }
}
