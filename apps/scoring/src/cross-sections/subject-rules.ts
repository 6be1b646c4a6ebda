import { Inject, Injectable } from '@nestjs/common';
import { frequencyOf, type Period } from '#periods';
import { COMPONENT_TOLERANCE, defaultTolerance, INDEX_TOLERANCE } from '#scoring-engine';
import { ScoringRules } from '../method/scoring-rules.js';
import { type SubjectRule } from './panel.js';

/** Share of the scale, a period, under which a slope is not called a change; methodology, section 6. */
const THRESHOLD_SHARE = 0.002;
const MONTHS_OF_A_CYCLE = 12;

const seasonOf = (rule: string): { season?: number } =>
  frequencyOf(rule) === 'month' ? { season: MONTHS_OF_A_CYCLE } : {};

/** How an indicator or a node of an index is judged, as the catalogue says it for a period. */
@Injectable()
export class SubjectRules {
  constructor(@Inject(ScoringRules) private readonly rules: ScoringRules) {}

  ofIndicator(code: string): (period: Period) => SubjectRule {
    return remembered((period) => {
      const indicator = this.rules.indicator(code, period.id);
      const goalposts = this.rules.goalposts(code, period) ?? scaleOf(indicator);
      const width = goalposts ? Math.abs(goalposts.hi - goalposts.lo) : 0;
      return {
        direction: indicator?.direction ?? 'neutral',
        tolerance: indicator?.tolerance ?? (goalposts ? defaultTolerance(goalposts) : 0),
        threshold: indicator?.trendThreshold ?? THRESHOLD_SHARE * width,
        isRated: indicator?.kind === 'leading' && indicator.scored,
        ...seasonOf(period.rule),
      };
    });
  }

  /** Nodes are scores: more is better. A published node is rated where a plan speaks of it, a unit's always. */
  ofNode(
    level: 'index' | 'component',
    component: string,
    isPublished: boolean,
    index: string,
  ): (period: Period) => SubjectRule {
    return remembered((period) => {
      const edition = this.rules.edition(isPublished ? index : 'LEAD', period.id);
      const node = edition?.nodes.find(({ code }) => code === component);
      const width = (node?.scaleMax ?? 10) - (node?.scaleMin ?? 1);
      return {
        direction: 'up',
        tolerance: level === 'index' ? INDEX_TOLERANCE : COMPONENT_TOLERANCE,
        threshold: THRESHOLD_SHARE * width,
        isRated: !isPublished,
        ...seasonOf(period.rule),
      };
    });
  }
}

const scaleOf = (indicator?: {
  scaleMin?: number;
  scaleMax?: number;
}): { lo: number; hi: number } | undefined =>
  indicator?.scaleMin === undefined || indicator.scaleMax === undefined
    ? undefined
    : { lo: indicator.scaleMin, hi: indicator.scaleMax };

function remembered(find: (period: Period) => SubjectRule): (period: Period) => SubjectRule {
  const known = new Map<string, SubjectRule>();
  return (period) => {
    const found = known.get(period.id) ?? find(period);
    known.set(period.id, found);
    return found;
  };
}
