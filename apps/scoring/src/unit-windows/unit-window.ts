import { hash } from 'node:crypto';
import { type Day, type Instant, type Period } from '#periods';
import { type Cell } from '#scoring-engine';
import { leadPeriodsOn } from '../method/score-cell.js';

/** What stands for one (indicator, unit, period): the engine's cell, and what tells its variants apart. */
export interface WindowCell extends Cell {
  readonly fingerprint: number;
  readonly flag?: string;
}

export interface OwedReport {
  readonly state: 'expected' | 'received' | 'late' | 'ended';
  readonly version: number;
  readonly knownFrom: string;
}

export interface WindowPlan {
  readonly plan: string;
  readonly version: number;
  readonly base: number;
  readonly points: ReadonlyMap<string, number>;
  readonly knownFrom: string;
}

/** An event about a cell that could not be processed; open until it is replayed or set aside. */
export interface Letter {
  readonly open: boolean;
  readonly knownFrom: Instant;
}

/** Whether what falls into a score period begins the unit's scores of it. */
export type Begins = (score: Period) => boolean;

interface SeriesWindow {
  readonly cells: Map<string, WindowCell>;
  readonly owed: Map<string, OwedReport>;
}

/** What is known of one unit from a day on, in memory; a pure fold of the events, whatever their order. */
export class UnitWindow {
  readonly series = new Map<string, SeriesWindow>();
  readonly plans = new Map<string, Map<string, WindowPlan>>();
  /** Dead letters by series and period; settled ones stay, since what was said because of them must be taken back. */
  private letters = new Map<string, Map<string, readonly Letter[]>>();
  /** Digest of the newest version of each score, where it is known. */
  readonly digests = new Map<string, string>();
  /** Lead score periods (`rule|id`) in which something came or was owed. */
  private readonly active = new Map<string, Period>();
  /** Number of the last change that this window holds. */
  changes = 0;
  size = 0;

  constructor(
    readonly unit: string,
    /** Everything that ended on this day or later is here. */
    public fromDay: Day,
    /** What brings scores about, and so is active, follows from the catalogue. */
    readonly catalogueVersion = 0,
  ) {}

  /** Takes a version in; true where the cell differs afterwards. */
  mergeObservation(series: string, period: Period, incoming: WindowCell, begins: Begins): boolean {
    const { cells } = this.seriesOf(series);
    const before = cells.get(period.id);
    const after = mergedCell(before, incoming);
    if (after === before) return false;
    if (!before) this.size++;
    cells.set(period.id, after);
    this.activate(period.lastDay, incoming.recordedAt, begins);
    return true;
  }

  /** Takes a newer state in; true where a late report came to be or ceased to be late. */
  mergeOwed(
    series: string,
    period: Period,
    incoming: OwedReport,
    begins: Begins,
  ): { newer: boolean; matters: boolean } {
    const { owed } = this.seriesOf(series);
    const before = owed.get(period.id);
    if (before && before.version >= incoming.version) return { newer: false, matters: false };
    if (!before) this.size++;
    owed.set(period.id, incoming);
    const counts = incoming.state !== 'expected';
    const fresh = counts && this.activate(period.lastDay, incoming.knownFrom, begins);
    return { newer: true, matters: fresh || (before?.state === 'late') !== (incoming.state === 'late') };
  }

  mergePlan(series: string, incoming: WindowPlan): boolean {
    const plans = this.plans.get(series) ?? new Map<string, WindowPlan>();
    this.plans.set(series, plans);
    if ((plans.get(incoming.plan)?.version ?? 0) >= incoming.version) return false;
    plans.set(incoming.plan, incoming);
    return true;
  }

  /** Takes over what is dead in the unit now; it begins score periods as the values would have done. */
  noteLetters(letters: readonly (Letter & { series: string; period: Period; begins: Begins })[]): void {
    this.letters = new Map(
      [...Map.groupBy(letters, ({ series }) => series)].map(([series, own]) => [
        series,
        Map.groupBy(own, ({ period }) => period.id),
      ]),
    );
    for (const { period, knownFrom, begins } of letters) this.activate(period.lastDay, knownFrom, begins);
  }

  /** Since when something about the cell waits to be processed; undefined where nothing does. */
  unprocessedSince(series: string, period: string): Instant | undefined {
    const open = this.letters
      .get(series)
      ?.get(period)
      ?.filter((letter) => letter.open);
    return open
      ?.map(({ knownFrom }) => knownFrom)
      .sort()
      .at(-1);
  }

  lettersOf(series: string, period: string): Instant[] {
    return (this.letters.get(series)?.get(period) ?? []).map(({ knownFrom }) => knownFrom);
  }

  isActive(period: Period): boolean {
    return this.active.has(`${period.rule}|${period.id}`);
  }

  activePeriods(): Iterable<Period> {
    return this.active.values();
  }

  /** Every (indicator, period) of which something is known. */
  *known(): Generator<{ indicator: string; period: string }> {
    for (const [series, { cells, owed }] of this.series) {
      const indicator = series.slice(0, series.indexOf('|'));
      for (const period of new Set([...cells.keys(), ...owed.keys()])) yield { indicator, period };
    }
    for (const [series, periods] of this.letters) {
      const indicator = series.slice(0, series.indexOf('|'));
      for (const period of periods.keys()) yield { indicator, period };
    }
  }

  cell(series: string, period: string): WindowCell | undefined {
    return this.series.get(series)?.cells.get(period);
  }

  /** Where the newest plan that speaks of the period wants the series to stand. */
  planned(series: string, period: string): { base: number; target: number; knownFrom: string } | undefined {
    return plannedAt(this.plans.get(series)?.values() ?? [], period);
  }

  /** Forgets what ended before a day; the database keeps it. */
  forgetBefore(day: Day, endOf: (series: string, period: string) => Day): void {
    this.size = 0;
    for (const [key, { cells, owed }] of this.series) {
      for (const period of cells.keys()) if (endOf(key, period) < day) cells.delete(period);
      for (const period of owed.keys()) if (endOf(key, period) < day) owed.delete(period);
      this.size += cells.size + owed.size;
    }
    this.fromDay = day;
  }

  private seriesOf(key: string): SeriesWindow {
    let found = this.series.get(key);
    if (!found) {
      found = { cells: new Map(), owed: new Map() };
      this.series.set(key, found);
    }
    return found;
  }

  /** A plan is reported before its year ends: what comes before a score period begins does not begin its scores. */
  private activate(day: Day, recordedAt: Instant, begins: Begins): boolean {
    const before = this.active.size;
    for (const { period, begins: from } of leadPeriodsOn(day))
      if (recordedAt >= from && begins(period)) this.active.set(`${period.rule}|${period.id}`, period);
    return this.active.size > before;
  }
}

/** The point of the newest plan among those that speak of a period; equal times are told apart by the plan's id. */
export function plannedAt(
  plans: Iterable<WindowPlan>,
  period: string,
): { base: number; target: number; knownFrom: string } | undefined {
  let newest: WindowPlan | undefined;
  for (const plan of plans) {
    if (!plan.points.has(period)) continue;
    if (
      !newest ||
      plan.knownFrom > newest.knownFrom ||
      (plan.knownFrom === newest.knownFrom && plan.plan > newest.plan)
    )
      newest = plan;
  }
  return newest && { base: newest.base, target: newest.points.get(period)!, knownFrom: newest.knownFrom };
}

/**
 * A lower revision is ignored; a higher one replaces; the same one with another content is a conflict that only a
 * higher revision ends. The outcome does not depend on the order in which the versions come.
 */
export function mergedCell<C extends WindowCell>(before: C | undefined, incoming: C): C {
  if (!before || incoming.revision > before.revision) return incoming;
  if (incoming.revision < before.revision) return before;
  const first = isBefore(incoming, before) ? incoming : before;
  const other = first === before ? incoming : before;
  const differs =
    before.fingerprint !== incoming.fingerprint || before.conflict === true || incoming.conflict === true;
  if (!differs) return first;
  const recordedAt = other.recordedAt > first.recordedAt ? other.recordedAt : first.recordedAt;
  if (before.conflict === true && first === before && recordedAt === before.recordedAt) return before;
  return { ...first, recordedAt, conflict: true };
}

function isBefore(a: WindowCell, b: WindowCell): boolean {
  if (a.observationId !== b.observationId) return a.observationId < b.observationId;
  return a.fingerprint === b.fingerprint ? a.recordedAt < b.recordedAt : a.fingerprint < b.fingerprint;
}

/** Tells contents apart: 48 bits of the value and its parts. */
export const fingerprintOf = (value: number, numerator?: number, denominator?: number): number =>
  parseInt(hash('sha1', `${value}|${numerator ?? ''}|${denominator ?? ''}`).slice(0, 12), 16);
