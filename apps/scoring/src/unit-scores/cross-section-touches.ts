import { type Cause, type ScoreChanged } from '#contracts';
import { type Day, periodOf } from '#periods';
import { type CrossSection, foldSections } from '../cross-sections/cross-section.js';
import { LEAD } from '../method/score-cell.js';
import { type ScoringRules } from '../method/scoring-rules.js';
import { type Touched, type TouchedSeries, weightiest } from './touched.js';

/**
 * The cross-sections that a transaction touched: one a subject and group, from the earliest period on. Stage 2 looks at
 * that period and all later ones, because their windows hold it.
 */
export class CrossSectionTouches {
  private readonly touches: CrossSection[] = [];

  constructor(private readonly rules: ScoringRules) {}

  addScore(score: ScoreChanged, from: Day): void {
    const { unit, index, component: subject, periodRule: rule, cause, level } = score;
    const subjectKind = level === 'index' ? 'index' : 'component';
    for (const group of this.rules.crossSections(unit))
      this.touches.push({ subject, subjectKind, index, rule, group, at: '', from, cause });
  }

  addSeries({ indicator: subject, unit, from: period, cause }: TouchedSeries): void {
    const { rule, lastDay: from } = period;
    const isRanked = this.rules.rankedBy(subject, from) !== undefined;
    for (const group of isRanked ? this.rules.crossSections(unit) : this.rules.families(unit))
      this.touches.push({ subject, subjectKind: 'indicator', index: '', rule, group, at: '', from, cause });
  }

  /** A province's own row is made of its units' inputs; each period is a key of its own, nothing later depends on it. */
  addRollUp(province: string, rule: string, at: string, { cells }: Touched): void {
    const cause = [...cells.values()].reduce<Cause>((most, cell) => weightiest(most, cell.cause), 'backfill');
    const from = periodOf(rule, at).lastDay;
    this.touches.push({
      subject: LEAD,
      subjectKind: 'index',
      index: LEAD,
      rule,
      group: province,
      at,
      from,
      cause,
    });
  }

  sections(): CrossSection[] {
    return foldSections(this.touches);
  }
}
