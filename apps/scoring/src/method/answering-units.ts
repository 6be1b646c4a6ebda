import { Inject, Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type Period } from '#periods';
import { scorePeriodsDecidedBy } from './candidate-periods.js';
import { LEAD_RULES } from './score-cell.js';
import { entersUnitScores, type Indicator, ScoringRules } from './scoring-rules.js';

/** A value, or what is owed or planned: of whom it is, and for whom it was given. */
export interface Given {
  readonly indicator: Indicator & { readonly period: Period };
  readonly unit: string;
  readonly scoredUnit: string;
}

/** A series of somebody else's, and who answers for it. */
export interface AnsweredSeries {
  readonly unit: string;
  readonly indicator: string;
  readonly of: string;
}

/**
 * For whom the values of a province count. A value is given for the unit that answers when its own period ends; it counts
 * for whoever answers when a score period ends: after a merger, the successor.
 */
@Injectable()
export class AnsweringUnits {
  constructor(
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(ScoringRules) readonly rules: ScoringRules,
  ) {}

  /** Every unit whose scores it may decide, the one for which it was given first. */
  of({ indicator, unit, scoredUnit }: Given): string[] {
    const { code, frequency, period } = indicator;
    const isOwn = unit === scoredUnit && !this.rules.isProvince(unit, period.lastDay);
    if (isOwn || !entersUnitScores(indicator)) return [scoredUnit];
    const answering = LEAD_RULES.flatMap((rule) => scorePeriodsDecidedBy(period, frequency, rule)).flatMap(
      ({ lastDay }) => this.catalogue.answeringUnit(code, unit, lastDay) ?? [],
    );
    return [...new Set([scoredUnit, ...answering])];
  }

  /** In which of the score periods in which it falls it begins the scores of a unit. */
  begins({ indicator, unit, scoredUnit }: Given, scored: string): (score: Period) => boolean {
    if (!entersUnitScores(indicator)) return () => false;
    if (scored === scoredUnit) return () => true;
    return ({ lastDay }) => this.catalogue.answeringUnit(indicator.code, unit, lastDay) === scored;
  }

  /** The series of others for which a unit answers at some time. */
  seriesOf(unit: string): AnsweredSeries[] {
    return this.series((answering) => answering === unit);
  }

  /** The series of others for which units answer at some time; all units without a wish. */
  series(isWanted: (unit: string) => boolean = () => true): AnsweredSeries[] {
    const own = this.catalogue
      .all('assignment')
      .map(({ attributes }) => attributes)
      .filter(({ role, unit, forUnit }) => role === 'answers' && unit !== forUnit && isWanted(unit))
      .filter(({ indicator }) => this.isScored(indicator))
      .map(({ unit, indicator, forUnit }) => ({ unit, indicator, of: forUnit }));
    return [...new Map(own.map((series) => [Object.values(series).join('|'), series])).values()];
  }

  private isScored(code: string): boolean {
    return this.catalogue
      .history('indicator', code)
      .some(({ attributes }) => entersUnitScores({ ...attributes, code }));
  }
}
