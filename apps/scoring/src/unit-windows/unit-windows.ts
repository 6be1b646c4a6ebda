import { Inject, Injectable } from '@nestjs/common';
import { type Day, isPeriod } from '#periods';
import { type Tx } from '#persistence';
import { TransientError } from '#runtime';
import { AnsweringUnits, type Given } from '../method/answering-units.js';
import { seriesKey } from '../method/expected-rows.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { type Begins, UnitWindow, type WindowCell } from './unit-window.js';
import {
  type InWindow,
  type LetterRow,
  type ObligationRow,
  type ObservationRow,
  type PlanRow,
  type Stretch,
  UnitWindowStore,
} from './unit-window.store.js';

/** Cells in memory over all units; about 200 bytes each. */
const LARGEST_SIZE = 250_000;
/** A single unit's window is cut back to what its newest scores need once it is larger. */
const LARGEST_WINDOW = 12_000;
const FAR_FUTURE = '9999-01-01';

/**
 * Unit windows, kept between slices. A transaction takes the windows that it changes out of the cache and puts them
 * back once it has committed, so a failed one leaves nothing behind; the unit's count of changes, read under its row
 * lock, tells whether another process has been there meanwhile.
 */
@Injectable()
export class UnitWindows {
  private readonly kept = new Map<string, UnitWindow>();
  private size = 0;

  constructor(
    @Inject(UnitWindowStore) private readonly store: UnitWindowStore,
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(AnsweringUnits) private readonly answering: AnsweringUnits,
  ) {}

  /**
   * Locks the units and gives their windows, each reaching back to its day at least.
   *
   * @param anew  reads them whatever is kept: where what is stored is doubted, what is in memory proves nothing
   */
  async take(
    tx: Tx,
    fromDays: ReadonlyMap<string, Day>,
    { anew = false } = {},
  ): Promise<Map<string, UnitWindow>> {
    const units = [...fromDays.keys()];
    const [locked, letters] = await Promise.all([
      this.store.lock(tx, units, this.rules.version),
      this.store.readLetters(tx, units),
    ]);
    if (locked.some((row) => row.catalogue_version > this.rules.version))
      throw new TransientError('catalogue.behind', 'Another process has scored under a newer catalogue.');
    const windows = new Map<string, UnitWindow>();
    const missing: Stretch[] = [];
    for (const { unit, changes } of locked) {
      const from = yearStart(fromDays.get(unit)!);
      const kept = this.takeOut(unit, changes - 1);
      const window = anew || !kept ? new UnitWindow(unit, FAR_FUTURE, this.rules.version) : kept;
      window.changes = changes;
      if (window.fromDay > from) {
        missing.push({ unit, from, to: window.fromDay });
        window.fromDay = from;
      }
      windows.set(unit, window);
    }
    await this.fill(tx, windows, missing);
    this.noteLetters(windows, letters);
    tx.afterCommit(() => this.putBack(windows.values()));
    return windows;
  }

  /** Read each time: letters are few, and come to be and end in transactions that hold no window. */
  private noteLetters(windows: ReadonlyMap<string, UnitWindow>, rows: readonly LetterRow[]): void {
    const byUnit = Map.groupBy(rows, (row) => row.scored_unit);
    for (const [unit, window] of windows) {
      const letters = (byUnit.get(unit) ?? []).flatMap(
        ({ indicator, unit: of, period, open, known_from: knownFrom }) => {
          const rule = this.rules.periodRule(indicator);
          if (rule === undefined || !isPeriod(rule, period)) return [];
          const found = this.rules.indicator(indicator, period)!;
          const begins = this.answering.begins({ indicator: found, unit: of, scoredUnit: unit }, unit);
          return [{ series: seriesKey(indicator, of), period: found.period, begins, open, knownFrom }];
        },
      );
      window.noteLetters(letters);
    }
  }

  private takeOut(unit: string, changes: number): UnitWindow | undefined {
    const window = this.kept.get(unit);
    if (!window) return undefined;
    this.kept.delete(unit);
    this.size -= window.size;
    const isNewest = window.changes === changes && window.catalogueVersion === this.rules.version;
    return isNewest ? window : undefined;
  }

  private putBack(windows: Iterable<UnitWindow>): void {
    for (const window of windows) {
      if ((this.kept.get(window.unit)?.changes ?? 0) > window.changes) continue;
      this.takeOut(window.unit, -1);
      if (window.size > LARGEST_WINDOW) this.cutBack(window);
      this.kept.set(window.unit, window);
      this.size += window.size;
    }
    for (const unit of this.kept.keys()) {
      if (this.size <= LARGEST_SIZE) return;
      this.takeOut(unit, -1);
    }
  }

  private cutBack(window: UnitWindow): void {
    const endOf = (series: string, period: string) =>
      this.endOf(series.slice(0, series.indexOf('|')), period);
    const ends = [...window.series].flatMap(([series, { cells }]) =>
      [...cells.keys()].map((period) => endOf(series, period)),
    );
    const newest = ends.reduce((a, b) => (a > b ? a : b), '');
    window.digests.clear();
    window.forgetBefore(`${Number(newest.slice(0, 4)) - 4}-01-01`, endOf);
  }

  private endOf(indicator: string, period: string): Day {
    return this.rules.indicator(indicator, period)?.period.lastDay ?? FAR_FUTURE;
  }

  private async fill(
    tx: Tx,
    windows: ReadonlyMap<string, UnitWindow>,
    missing: readonly Stretch[],
  ): Promise<void> {
    if (missing.length === 0) return;
    const answered = missing.flatMap((stretch) =>
      this.answering.seriesOf(stretch.unit).map((series) => ({ ...stretch, ...series })),
    );
    const { observations, obligations } = await this.store.read(tx, missing, answered);
    for (const row of observations) this.putObservation(windows.get(row.window)!, row);
    for (const row of obligations) this.putObligation(windows.get(row.window)!, row);
    const isFresh = ({ to }: Stretch) => to === FAR_FUTURE;
    const plans = await this.store.readPlans(tx, missing.filter(isFresh), answered.filter(isFresh));
    for (const row of plans) putPlan(windows.get(row.window)!, row);
  }

  private putObservation(window: UnitWindow, row: InWindow<ObservationRow>): void {
    const found = this.rules.indicator(row.indicator, row.period);
    if (!found) return;
    const series = seriesKey(row.indicator, row.unit);
    window.mergeObservation(series, found.period, cellOf(row), this.beginsBy(row, found));
  }

  private putObligation(window: UnitWindow, row: InWindow<ObligationRow>): void {
    const found = this.rules.indicator(row.indicator, row.period);
    if (!found) return;
    const { state, version, known_from: knownFrom } = row;
    const series = seriesKey(row.indicator, row.unit);
    window.mergeOwed(series, found.period, { state, version, knownFrom }, this.beginsBy(row, found));
  }

  private beginsBy(
    { window, unit, scored_unit: scoredUnit }: InWindow<ObservationRow | ObligationRow>,
    indicator: Given['indicator'],
  ): Begins {
    return this.answering.begins({ indicator, unit, scoredUnit }, window);
  }
}

function putPlan(window: UnitWindow, row: PlanRow): void {
  window.mergePlan(seriesKey(row.indicator, row.unit), {
    plan: row.plan,
    version: row.version,
    base: row.base,
    points: new Map(Object.entries(row.points)),
    knownFrom: row.known_from,
  });
}

/** The cell of a stored version. */
export function cellOf(row: ObservationRow): WindowCell {
  return {
    observationId: row.observation,
    revision: row.revision,
    value: row.value,
    recordedAt: row.known_from,
    fingerprint: row.fingerprint,
    ...(row.numerator === null ? {} : { numerator: row.numerator }),
    ...(row.denominator === null ? {} : { denominator: row.denominator }),
    ...(row.flag === null ? {} : { flag: row.flag }),
    ...(row.demo ? { demo: true } : {}),
  };
}

/** Windows grow by whole years, so that a past that is filled backwards is not read again for each month. */
const yearStart = (day: Day): Day => `${day.slice(0, 4)}-01-01`;
