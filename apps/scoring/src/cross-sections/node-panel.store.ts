import { Inject, Injectable } from '@nestjs/common';
import { type Day, periodOf } from '#periods';
import { statement, type Tx } from '#persistence';
import { type Panel, type PanelPoint } from './panel.js';
import { SubjectRules } from './subject-rules.js';
import { type SubjectKey, subjectKeyOf } from './subject.js';

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
}

const READ_NODES = statement(
  'score.read-nodes',
  `SELECT s.index_code, s.component, s.period_rule, s.unit, s.period, s.last_day, s.edition, s.state, s.value, s.published,
          s.rated_value, s.planned, s.base, s.past_due, s.known_from, s.demo
   FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) AS k (index_code, component, period_rule, from_day)
   JOIN score s ON s.index_code = k.index_code AND s.component = k.component AND s.period_rule = k.period_rule
     AND s.last_day >= k.from_day`,
);

@Injectable()
export class NodePanelStore {
  constructor(@Inject(SubjectRules) private readonly subjectRules: SubjectRules) {}

  /** The newest scores of whole subjects, by subject. */
  async read(
    tx: Tx,
    subjects: readonly (SubjectKey & { readonly back: Day })[],
  ): Promise<Map<string, NodeRow[]>> {
    if (subjects.length === 0) return new Map();
    const rows = await tx.query<NodeRow>(READ_NODES, [
      subjects.map(({ index }) => index),
      subjects.map(({ subject }) => subject),
      subjects.map(({ rule }) => rule),
      subjects.map(({ back }) => back),
    ]);
    return Map.groupBy(rows, (row) =>
      subjectKeyOf({ index: row.index_code, subject: row.component, rule: row.period_rule }),
    );
  }

  panelOf({ index, subject }: SubjectKey, level: 'index' | 'component', rows: readonly NodeRow[]): Panel {
    const isPublished = rows[0] !== undefined && !rows[0].edition.startsWith('LEAD');
    const standing = rows.filter((row) => !isWithdrawn(row));
    const series = new Map(
      [...Map.groupBy(standing, ({ unit }) => unit)].map(([unit, own]) => [
        unit,
        own.sort((a, b) => (a.last_day < b.last_day ? -1 : 1)).map(pointOf),
      ]),
    );
    return { series, ruleOf: this.subjectRules.ofNode(level, subject, isPublished, index) };
  }
}

/** Of units' own scores only what nothing feeds any more is not computed: it says the same as what never was. */
const isWithdrawn = ({ edition, state }: NodeRow): boolean =>
  edition.startsWith('LEAD') && state === 'not-computed';

/** A value published before the one that stands in question is not the value of the period. */
const HAS_NO_VALUE = new Set(['conflict', 'not-processed']);

function pointOf(row: NodeRow): PanelPoint {
  const value = row.published ?? (row.state === 'scored' ? row.value : null);
  return {
    period: periodOf(row.period_rule, row.period),
    ...(value === null || HAS_NO_VALUE.has(row.state) ? {} : { value }),
    segment: row.edition,
    rated: {
      ...(row.rated_value === null ? {} : { value: row.rated_value }),
      ...(row.base === null ? {} : { base: row.base }),
      ...(row.planned === null ? {} : { target: row.planned }),
      pastDue: row.past_due,
    },
    knownFrom: row.known_from,
    demo: row.demo,
  };
}
