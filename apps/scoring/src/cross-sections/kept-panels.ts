import { type Day } from '#periods';
import { statement, type Tx } from '#persistence';
import { type IndicatorSeries } from './indicator-series.js';
import { type NodeSeries } from './node-series.js';
import { type Stretch, type SubjectKey, subjectKeyOf } from './subject.js';

/** Points of all panels in memory; up to 1.5 KB each, with what was computed of them. */
const MOST_POINTS = 40_000;

/**
 * The oldest transaction that may still be running: all before it are seen by every later statement. Its 32 lower bits are
 * what PostgreSQL keeps with each row (`xmin`).
 */
const HORIZON = statement(
  'panel.horizon',
  `SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::numeric % 4294967296)::text AS horizon`,
);

export interface Kept<S> {
  readonly series: S;
  readonly stretch: Stretch;
}

/**
 * Series of whole subjects, kept between transactions: a value then costs the reading of what is new, not of sixty periods
 * of all units. Rows are told apart by the transaction that wrote them, so what other processes write is found as well, and
 * rows read twice change nothing. A transaction takes the series that it reads out and puts them back once it has
 * committed, since it may have read rows of its own.
 */
export class KeptPanels<S extends NodeSeries | IndicatorSeries> {
  private readonly kept = new Map<string, Kept<S>>();
  private size = 0;
  private catalogueVersion = -1;

  constructor(private readonly made: (subject: SubjectKey) => S) {}

  static async horizon(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ horizon: string }>(HORIZON);
    return row!.horizon;
  }

  /** Gives each subject as it is known, or empty, with the stretch that has to be read. */
  take(subjects: readonly (SubjectKey & { readonly back: Day })[], catalogueVersion: number): Kept<S>[] {
    if (catalogueVersion !== this.catalogueVersion) this.forget(catalogueVersion);
    return subjects.map(({ index, subject, rule, back }) => {
      const known = this.takeOut(subjectKeyOf({ index, subject, rule }));
      if (known && known.stretch.from <= back) return known;
      const stretch = { index, subject, rule, from: back, since: null };
      return { series: this.made(stretch), stretch };
    });
  }

  /** To be read on from the horizon that was asked for before they were read. */
  putBack(series: readonly Kept<S>[], horizon: string, catalogueVersion: number): void {
    if (catalogueVersion !== this.catalogueVersion) return;
    for (const each of series) {
      const key = subjectKeyOf(each.stretch);
      this.takeOut(key);
      this.kept.set(key, { ...each, stretch: { ...each.stretch, since: horizon } });
      this.size += sizeOf(each.series);
    }
    for (const oldest of this.kept.keys()) {
      if (this.size <= MOST_POINTS) return;
      this.takeOut(oldest);
    }
  }

  private takeOut(key: string): Kept<S> | undefined {
    const known = this.kept.get(key);
    if (!known) return undefined;
    this.kept.delete(key);
    this.size -= sizeOf(known.series);
    return known;
  }

  /** Which series are judged, and how, is said by the catalogue. */
  private forget(catalogueVersion: number): void {
    this.kept.clear();
    this.size = 0;
    this.catalogueVersion = catalogueVersion;
  }
}

const sizeOf = ({ points }: NodeSeries | IndicatorSeries): number =>
  [...points.values()].reduce((sum, { length }) => sum + length, 0);
