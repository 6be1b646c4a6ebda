import { periodOf } from '#periods';
import { type NodeRow } from './node-panel.store.js';
import { type PanelPoint } from './panel.js';

/** What is known of one node of an index over all units: the newest score of each period. */
export class NodeSeries {
  readonly points = new Map<string, readonly PanelPoint[]>();
  private readonly rows = new Map<string, Map<string, NodeRow>>();

  take(rows: readonly NodeRow[]): void {
    const touched = new Set<string>();
    for (const row of rows) {
      const periods = this.rows.get(row.unit) ?? new Map<string, NodeRow>();
      this.rows.set(row.unit, periods.set(row.period, row));
      touched.add(row.unit);
    }
    for (const unit of touched) {
      const standing = [...this.rows.get(unit)!.values()].filter((row) => !row.withdrawn);
      if (standing.length === 0) this.points.delete(unit);
      else this.points.set(unit, standing.sort((a, b) => (a.last_day < b.last_day ? -1 : 1)).map(pointOf));
    }
  }

  /** Every score, those that were withdrawn included. */
  *scores(): Generator<NodeRow> {
    for (const periods of this.rows.values()) yield* periods.values();
  }
}

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
