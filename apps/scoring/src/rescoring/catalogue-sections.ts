import { Inject, Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type Tx } from '#persistence';
import { type CrossSection, foldSections } from '../cross-sections/cross-section.js';
import { LEAD } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { type CatalogueReach } from './catalogue-reach.js';
import { RescoreDueStore } from './rescore-due.store.js';

type Subject = Pick<CrossSection, 'subject' | 'subjectKind' | 'index' | 'rule'>;

/**
 * The cross-sections that a newer catalogue touches of itself, whether or not a score moves with it: how an indicator is
 * judged, who is in a group and lives, whom a ranking waits for.
 */
@Injectable()
export class CatalogueSections {
  constructor(
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(RescoreDueStore) private readonly store: RescoreDueStore,
  ) {}

  async execute(tx: Tx, reach: CatalogueReach): Promise<CrossSection[]> {
    const groups = this.changedGroups(reach);
    const found = [
      ...(await this.ofIndicators(tx, reach, groups)),
      ...(await this.ofNodes(tx, reach, groups)),
    ];
    return foldSections(
      found.flatMap(([subject, sections]) =>
        sections.map((group) => ({ ...subject, group, at: '', from: reach.from, cause: 'rescore' as const })),
      ),
    );
  }

  /** With the families of their members: a unit that has left one is judged in another. */
  private changedGroups({ groups, moved }: CatalogueReach): ReadonlySet<string> {
    const ofUnits = [...moved].flatMap((unit) => this.rules.crossSections(unit));
    return new Set([...groups, ...this.rules.familiesOf([...groups]), ...ofUnits]);
  }

  private async ofIndicators(
    tx: Tx,
    { indicators, reported, indices }: CatalogueReach,
    groups: ReadonlySet<string>,
  ): Promise<[Subject, readonly string[]][]> {
    const members = this.membersOf(groups);
    // A value may be a node of its index under one edition, and judged by itself under the next.
    const ofIndices = this.catalogue
      .all('indicator')
      .filter(({ attributes }) => indices.has(attributes.index));
    const whole = new Set([...indicators, ...ofIndices.map(({ code }) => code)]);
    const named = new Set([...whole, ...reported.keys()]);
    const rows = await this.store.seriesOf(tx, [...named], members, indices.has(LEAD));
    return rows.flatMap(({ indicator, unit }): [Subject, readonly string[]][] => {
      const rule = this.rules.periodRule(indicator);
      if (rule === undefined) return [];
      const own = this.rules.crossSections(unit);
      const isWhole = whole.has(indicator) || indices.has(LEAD);
      const others = [...(reported.get(indicator) ?? [])].flatMap((each) => this.rules.crossSections(each));
      const touched = isWhole ? own : own.filter((group) => groups.has(group));
      return [[{ subject: indicator, subjectKind: 'indicator', index: '', rule }, [...touched, ...others]]];
    });
  }

  private async ofNodes(
    tx: Tx,
    { indices }: CatalogueReach,
    groups: ReadonlySet<string>,
  ): Promise<[Subject, readonly string[]][]> {
    const rows = await this.store.nodesOf(tx, this.membersOf(groups), indices.size > 0);
    return rows.flatMap(({ index_code: index, component, period_rule: rule, unit, newest_day: newest }) => {
      if (this.rules.isEstimate(unit, index, newest)) return [];
      const own = this.rules.crossSections(unit);
      const isWhole = indices.has(this.rules.editedIndex(index));
      const touched = isWhole ? own : own.filter((group) => groups.has(group));
      const subjectKind = this.rules.nodeKind(component);
      return [[{ subject: component, subjectKind, index, rule }, touched]];
    });
  }

  private membersOf(groups: ReadonlySet<string>): string[] {
    const members = this.catalogue
      .all('peer-group-member')
      .filter(({ attributes }) => groups.has(attributes.group))
      .map(({ attributes }) => attributes.unit);
    return [...new Set([...members, ...groups])];
  }
}
