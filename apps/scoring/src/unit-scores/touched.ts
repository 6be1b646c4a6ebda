import { type Cause } from '#contracts';
import { type Day, type Period } from '#periods';
import { type DaysOfUnit } from '../rescoring/rescore-due.store.js';
import { leadCellsDecidedBy } from '../method/candidate-periods.js';
import { cellKey, LEAD, type ScoreCell } from '../method/score-cell.js';
import { entersUnitScores, type Indicator, type ScoringRules } from '../method/scoring-rules.js';

const WEIGHT: Record<Cause, number> = { backfill: 0, rescore: 1, correction: 2, live: 3 };

/** Of several causes the one that matters most to people: what is live may open alerts. */
export const weightiest = (a: Cause, b: Cause): Cause => (WEIGHT[a] >= WEIGHT[b] ? a : b);

/** Says of a cell that any of its indicators may have moved, while the catalogue has not. */
export const EVERY_INDICATOR = '*';

export interface TouchedCell {
  readonly unit: string;
  readonly cell: ScoreCell;
  /** Indicators that moved; undefined means all. */
  indicators: Set<string> | undefined;
  cause: Cause;
}

/** An indicator's series in which something moved, from this period on. */
export interface TouchedSeries {
  readonly indicator: string;
  readonly unit: string;
  from: Period;
  cause: Cause;
  knownFrom: string;
}

/** What the events of one transaction touch: cells to be scored again, and series for the cross-sections. */
export class Touched {
  readonly cells = new Map<string, TouchedCell>();
  readonly series = new Map<string, TouchedSeries>();
  private readonly known = new Map<readonly ScoreCell[], Map<string, readonly TouchedCell[]>>();

  constructor(private readonly rules: ScoringRules) {}

  /** A value, or the lack of one, moved: every cell that it may decide, whether or not that one has scores. */
  addIndicator(scoredUnit: string, indicator: Indicator & { period: Period }, cause: Cause): void {
    const published = this.rules.publishedIn(indicator.code, indicator.period.id);
    if (published) {
      this.addCell(scoredUnit, { index: published, period: indicator.period }, indicator.code, cause);
      return;
    }
    if (!entersUnitScores(indicator)) return;
    for (const cell of this.decided(scoredUnit, leadCellsDecidedBy(indicator.period, indicator.frequency)))
      touch(cell, indicator.code, cause);
  }

  /** The touched cells of a unit that a period decides; found once for the hundred indicators of the period. */
  private decided(unit: string, cells: readonly ScoreCell[]): readonly TouchedCell[] {
    const ofUnits = this.known.get(cells) ?? new Map<string, readonly TouchedCell[]>();
    this.known.set(cells, ofUnits);
    let found = ofUnits.get(unit);
    if (!found) ofUnits.set(unit, (found = cells.map((cell) => this.cellOf(unit, cell))));
    return found;
  }

  /** Every cell that something known may have decided under any catalogue; all of each is scored again. */
  addWherever(
    unit: string,
    { index, frequency, period }: Indicator & { period: Period },
    cause: Cause,
  ): void {
    this.addCell(unit, { index, period }, undefined, cause);
    // A province's row is no score of its own; it is made of its units' inputs.
    if (this.rules.isProvince(unit, period.lastDay)) return;
    for (const cell of leadCellsDecidedBy(period, frequency)) this.addCell(unit, cell, undefined, cause);
  }

  addCell(unit: string, cell: ScoreCell, indicator: string | undefined, cause: Cause): void {
    touch(this.cellOf(unit, cell), indicator, cause);
  }

  /** A cell that nothing has touched yet is no weightier than what fills the past. */
  private cellOf(unit: string, cell: ScoreCell): TouchedCell {
    const key = `${unit}|${cellKey(cell)}`;
    let found = this.cells.get(key);
    if (!found)
      this.cells.set(key, (found = { unit, cell, indicators: new Set<string>(), cause: 'backfill' }));
    return found;
  }

  /** Takes out the unit scores that only fill the past, as the days of each unit. */
  takeOutPast(): DaysOfUnit[] {
    const days = new Map<string, { unit: string; from: Day; to: Day }>();
    for (const [key, { unit, cell, cause }] of this.cells) {
      if (cause !== 'backfill' || cell.index !== LEAD) continue;
      this.cells.delete(key);
      this.known.clear();
      const { lastDay } = cell.period;
      const known = days.get(unit) ?? { unit, from: lastDay, to: lastDay };
      if (lastDay < known.from) known.from = lastDay;
      if (lastDay > known.to) known.to = lastDay;
      days.set(unit, known);
    }
    return [...days.values()];
  }

  /** What is a node of its index in the period is judged there, and has no cross-section of its own. */
  addSeries(indicator: Indicator, unit: string, from: Period, cause: Cause, knownFrom: string): void {
    if (this.rules.publishedIn(indicator.code, from.id) !== undefined) return;
    const key = `${indicator.code}|${unit}`;
    const known = this.series.get(key);
    if (!known) {
      this.series.set(key, { indicator: indicator.code, unit, from, cause, knownFrom });
      return;
    }
    if (from.lastDay < known.from.lastDay) known.from = from;
    if (knownFrom > known.knownFrom) known.knownFrom = knownFrom;
    known.cause = weightiest(known.cause, cause);
  }
}

function touch(cell: TouchedCell, indicator: string | undefined, cause: Cause): void {
  cell.cause = weightiest(cell.cause, cause);
  if (indicator === undefined) cell.indicators = undefined;
  else cell.indicators?.add(indicator);
}
