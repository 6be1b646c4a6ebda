import { Inject, Injectable } from '@nestjs/common';
import { logger } from '#observability';
import { periodOf } from '#periods';
import { Database, type Tx } from '#persistence';
import { type CrossSection, foldSections } from '../cross-sections/cross-section.js';
import { DueCrossSections } from '../cross-sections/due-cross-sections.js';
import { AnsweringUnits } from '../method/answering-units.js';
import { LEAD } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import {
  type IndicatorStretch,
  type NodeStretch,
  type RecomputeScope,
  RecomputeRequestStore,
} from './recompute-request.store.js';

/** Marks the units and cross-sections that an operator wants computed again; only what differs then goes out. */
@Injectable()
export class MarkRecomputeRequests {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(AnsweringUnits) private readonly answering: AnsweringUnits,
    @Inject(Database) private readonly database: Database,
    @Inject(RecomputeRequestStore) private readonly store: RecomputeRequestStore,
    @Inject(DueCrossSections) private readonly due: DueCrossSections,
  ) {}

  /** False where nobody has asked. */
  execute(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const request = await this.store.next(tx);
      if (!request) return false;
      const units = await this.markUnits(tx, request);
      const crossSections = await this.markSections(tx, request);
      await this.store.marked(tx, request.id, units, crossSections);
      logger.info({ request, units, crossSections }, 'an operator has all this computed again');
      return true;
    });
  }

  /** Marks the units whose scores are computed again; gives how many. */
  markUnits(tx: Tx, scope: RecomputeScope): Promise<number> {
    return this.store.markUnits(tx, scope, this.answering.series());
  }

  /** Marks the cross-sections of what is known now; gives how many. */
  async markSections(tx: Tx, scope: RecomputeScope): Promise<number> {
    const nodes = await this.nodeSections(tx, scope);
    const indicators = await this.indicatorSections(tx, scope);
    const provinces = await this.provinceSections(tx, scope);
    const sections = foldSections([...nodes, ...indicators, ...provinces]);
    await this.due.add(tx, sections);
    return sections.length;
  }

  private async nodeSections(tx: Tx, request: RecomputeScope): Promise<CrossSection[]> {
    const nodes = await this.store.nodes(tx, request);
    return nodes.flatMap((node) => {
      const { index_code: index, component: subject, period_rule: rule } = node;
      const key = { subject, subjectKind: this.rules.nodeKind(subject), index, rule };
      if (!this.rules.isEstimate(node.unit, index, node.newest_day)) return this.sections(key, node);
      return [{ ...key, group: node.unit, at: '', from: node.first_day, cause: 'rescore' }];
    });
  }

  /** Indicators belong to no index; of those that are nodes of one nothing is found to judge. */
  private async indicatorSections(tx: Tx, request: RecomputeScope): Promise<CrossSection[]> {
    if (request.index_code !== null) return [];
    const found = await this.store.indicators(tx, request);
    return found.flatMap((stretch) => {
      const { indicator: subject } = stretch;
      const rule = this.rules.periodRule(subject);
      if (rule === undefined) return [];
      return this.sections({ subject, subjectKind: 'indicator', index: '', rule }, stretch);
    });
  }

  /** The rows of provinces that are known now. */
  async provinceSections(tx: Tx, request: RecomputeScope): Promise<CrossSection[]> {
    if (request.index_code !== null && this.rules.isPublishedIndex(request.index_code)) return [];
    const rows = await this.store.provinceRows(tx, request);
    return rows.flatMap(({ province: group, period_rule: rule, period: at }) => {
      const { lastDay: from } = periodOf(rule, at);
      if (from < request.from_day || from > request.to_day) return [];
      return [{ subject: LEAD, subjectKind: 'index', index: LEAD, rule, group, at, from, cause: 'rescore' }];
    });
  }

  private sections(
    subject: Pick<CrossSection, 'subject' | 'subjectKind' | 'index' | 'rule'>,
    { unit, first_day: from }: NodeStretch | IndicatorStretch,
  ): CrossSection[] {
    const groups = this.rules.crossSections(unit);
    return groups.map((group) => ({ ...subject, group, at: '', from, cause: 'rescore' }));
  }
}
