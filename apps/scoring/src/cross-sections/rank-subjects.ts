import { Inject, Injectable } from '@nestjs/common';
import { type RankChanged } from '#contracts';
import { type Tx } from '#persistence';
import { periodOf } from '#periods';
import { ScoringRules } from '../method/scoring-rules.js';
import { type CrossSection } from './cross-section.js';
import { NodePanelStore, type NodeRow } from './node-panel.store.js';
import { type Publication, PublicationStore } from './publication.store.js';
import { isWhole, rankGroup } from './rank-group.js';
import { type RankDraft, RankStore } from './rank.store.js';
import { subjectFields, subjectKeyOf } from './subject.js';

/** Ranks every node among each peer group, at every period from the touched one on. */
@Injectable()
export class RankSubjects {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(NodePanelStore) private readonly panels: NodePanelStore,
    @Inject(PublicationStore) private readonly publications: PublicationStore,
    @Inject(RankStore) private readonly store: RankStore,
  ) {}

  async execute(tx: Tx, sections: readonly CrossSection[]): Promise<RankChanged[]> {
    const ranked = sections.filter(
      ({ subjectKind, group }) => subjectKind !== 'indicator' && this.rules.isPeerGroup(group),
    );
    if (ranked.length === 0) return [];
    const nodes = await this.panels.read(tx, subjectsFrom(ranked));
    const published = await this.publications.read(tx, [...new Set(ranked.map(({ index }) => index))]);
    const drafts = ranked.flatMap((section) =>
      this.drafts(section, nodes.get(subjectKeyOf(section)) ?? [], published),
    );
    return this.store.save(tx, drafts, ranked, this.rules.version);
  }

  private drafts(
    section: CrossSection,
    nodes: readonly NodeRow[],
    published: ReadonlyMap<string, Publication>,
  ): RankDraft[] {
    const later = nodes.filter(({ last_day }) => last_day >= section.from);
    return [...Map.groupBy(later, ({ period }) => period)].flatMap(([id, rows]) => {
      const period = periodOf(section.rule, id);
      const members = this.rules.members(section.group, period.lastDay);
      if (!rows.some(({ unit }) => members.includes(unit))) return [];
      const isPublished = !rows[0]!.edition.startsWith('LEAD');
      const publication = published.get(`${section.index}|${id}`);
      const edition = this.rules.edition(isPublished ? section.index : 'LEAD', id)?.id;
      const tiers = section.subjectKind === 'index' ? (publication?.tiers ?? {}) : {};
      const { rows: ranks, ofN, demo, knownFrom } = rankGroup(rows, members, edition, tiers);
      const reports = (unit: string) => this.rules.hasScores(unit, period.lastDay);
      const completed = isPublished
        ? publication !== undefined && publication.state !== 'provisional'
        : isWhole({ rows: ranks, ofN, demo, knownFrom }, members, reports);
      return {
        index: section.index,
        content: {
          ...subjectFields(section, section.subjectKind),
          period: id,
          periodRule: section.rule,
          ...(edition ? { edition } : {}),
          peerGroup: section.group,
          completed,
          ofN,
          rows: ranks,
          ...(demo ? { demo } : {}),
        },
        knownFrom: publication && publication.known_from > knownFrom ? publication.known_from : knownFrom,
        lastDay: period.lastDay,
        cause: section.cause,
      };
    });
  }
}

/** Each subject once, read from the earliest day that one of its groups asks for. */
function subjectsFrom(sections: readonly CrossSection[]) {
  return [...Map.groupBy(sections, subjectKeyOf).values()].map((same) => ({
    ...same[0]!,
    back: same.reduce((earliest, { from }) => (from < earliest ? from : earliest), same[0]!.from),
  }));
}
