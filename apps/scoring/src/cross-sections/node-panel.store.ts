import { Injectable } from '@nestjs/common';
import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { firstPeriodOf, type Stretch, subjectKeyOf } from './subject.js';

export interface NodeRow {
  index_code: string;
  component: string;
  period_rule: string;
  unit: string;
  period: string;
  last_day: Day;
  edition: string;
  state: string;
  value: number | null;
  published: number | null;
  rated_value: number | null;
  planned: number | null;
  base: number | null;
  past_due: boolean;
  known_from: string;
  demo: boolean;
  withdrawn: boolean;
}

const READ_NODES = statement(
  'score.read-nodes',
  `SELECT s.index_code, s.component, s.period_rule, s.unit, s.period, s.last_day, s.edition, s.state, s.value, s.published,
          s.rated_value, s.planned, s.base, s.past_due, s.known_from, s.demo, s.withdrawn
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[])
     AS k (index_code, component, period_rule, from_period, from_day, since)
   JOIN score s ON s.index_code = k.index_code AND s.component = k.component AND s.period_rule = k.period_rule
     AND s.period >= k.from_period AND s.last_day >= k.from_day AND (k.since IS NULL OR age(s.xmin) <= age(k.since::xid))`,
);

/** The newest scores of whole nodes, or what transactions have changed since one; by subject. */
@Injectable()
export class NodePanelStore {
  async read(tx: Tx, stretches: readonly Stretch[]): Promise<Map<string, NodeRow[]>> {
    if (stretches.length === 0) return new Map();
    const rows = await tx.query<NodeRow>(READ_NODES, [
      stretches.map(({ index }) => index),
      stretches.map(({ subject }) => subject),
      stretches.map(({ rule }) => rule),
      stretches.map(firstPeriodOf),
      stretches.map(({ from }) => from),
      stretches.map(({ since }) => since),
    ]);
    return Map.groupBy(rows, (row) =>
      subjectKeyOf({ index: row.index_code, subject: row.component, rule: row.period_rule }),
    );
  }
}
