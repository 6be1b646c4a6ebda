import { type Cause } from '#contracts';
import { type Day, type Period } from '#periods';
import { type DaysOfUnit } from '../rescoring/rescore-due.store.js';
import { scorePeriodsDecidedBy } from '../method/candidate-periods.js';
import { cellKey, LEAD, LEAD_RULES, type ScoreCell } from '../method/score-cell.js';
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

  constructor(private readonly rules: ScoringRules) {}

  /** A value, or the lack of one, moved: every cell that it may decide, whether or not that one has scores. */
  addIndicator(scoredUnit: string, indicator: Indicator & { period: Period }, cause: Cause): void {
    const published = this.rules.publishedIn(indicator.code, indicator.period.id);
    if (published) {
      this.addCell(scoredUnit, { index: published, period: indicator.period }, indicator.code, cause);
      return;
    }
    if (!entersUnitScores(indicator)) return;
    for (const rule of LEAD_RULES)
      for (const period of scorePeriodsDecidedBy(indicator.period, indicator.frequency, rule))
        this.addCell(scoredUnit, { index: LEAD, period }, indicator.code, cause);
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
    for (const rule of LEAD_RULES)
      for (const decided of scorePeriodsDecidedBy(period, frequency, rule))
        this.addCell(unit, { index: LEAD, period: decided }, undefined, cause);
  }

  addCell(unit: string, cell: ScoreCell, indicator: string | undefined, cause: Cause): void {
    const key = `${unit}|${cellKey(cell)}`;
    const known = this.cells.get(key);
    if (!known) {
      this.cells.set(key, { unit, cell, indicators: indicator ? new Set([indicator]) : undefined, cause });
      return;
    }
    known.cause = weightiest(known.cause, cause);
    if (indicator === undefined) known.indicators = undefined;
    else known.indicators?.add(indicator);
  }

  /** Takes out the unit scores that only fill the past, as the days of each unit. */
  takeOutPast(): DaysOfUnit[] {
    const days = new Map<string, { unit: string; from: Day; to: Day }>();
    for (const [key, { unit, cell, cause }] of this.cells) {
      if (cause !== 'backfill' || cell.index !== LEAD) continue;
      this.cells.delete(key);
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
