import { Inject, Injectable } from '@nestjs/common';
import { type RankChanged, splitIndex } from '#contracts';
import { type Tx } from '#persistence';
import { periodOf } from '#periods';
import { ScoringRules } from '../method/scoring-rules.js';
import { newestOf } from '../unit-scores/lead-scores.js';
import { type CrossSection } from './cross-section.js';
import { type NodeRow } from './node-panel.store.js';
import { type Publication, PublicationStore } from './publication.store.js';
import { type Panel } from './panel.js';
import { type IndicatorValue, isWhole, type RankedAt, rankGroup, rankIndicator } from './rank-group.js';
import { type RankDraft, RankStore } from './rank.store.js';
import { standingKeyOf } from './standing-key.js';
import { type Standing } from './standing-verdicts.js';
import { subjectFields, type SubjectKey, subjectKeyOf } from './subject.js';

/** Ranks every node, and every indicator that is scored, among each peer group, at every period from the touched one on. */
@Injectable()
export class RankSubjects {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(PublicationStore) private readonly publications: PublicationStore,
    @Inject(RankStore) private readonly store: RankStore,
  ) {}

  /**
   * @param ranked  sections of peer groups
   * @param panels  of their subjects, by their keys
   * @param standing  what has been said of them, by their keys
   */
  async execute(
    tx: Tx,
    ranked: readonly CrossSection[],
    panels: ReadonlyMap<string, Panel>,
    standing: ReadonlyMap<string, Standing>,
  ): Promise<RankChanged[]> {
    if (ranked.length === 0) return [];
    const ofNodes = ranked.filter(({ subjectKind }) => subjectKind !== 'indicator');
    const published = await this.publications.read(tx, [
      ...new Set(ofNodes.map(({ index }) => splitIndex(index).index)),
    ]);
    const drafts = ranked.flatMap((section) => {
      const key = subjectKeyOf(section);
      return section.subjectKind === 'indicator'
        ? this.indicatorDrafts(section, panels.get(key))
        : this.drafts(section, panels.get(key)?.scores ?? [], published);
    });
    const headsOf = (key: SubjectKey) => standing.get(standingKeyOf({ ...key, ownRow: '' }))!.ranks;
    return this.store.save(tx, drafts, ranked, headsOf, this.rules.version);
  }

  private indicatorDrafts(section: CrossSection, panel: Panel | undefined): RankDraft[] {
    return [...valuesByPeriod(section, panel)].map(([id, values]) => {
      const period = periodOf(section.rule, id);
      const direction = this.rules.rankedBy(section.subject, period.lastDay);
      const members = direction ? this.rules.members(section.group, period.lastDay) : [];
      const ranking = rankIndicator(values, members, direction ?? 'up');
      const reporters = this.rules.reporters(section.subject, period.lastDay);
      const completed = isWhole(ranking, members, (unit) => reporters.has(unit));
      const knownFrom = ranking.knownFrom || this.rules.since;
      return rankDraft(section, { ...ranking, knownFrom, period }, completed);
    });
  }

  private drafts(
    section: CrossSection,
    nodes: readonly NodeRow[],
    published: ReadonlyMap<string, Publication>,
  ): RankDraft[] {
    const later = nodes.filter(({ last_day }) => last_day >= section.from);
    const { index, edition: older } = splitIndex(section.index);
    return [...Map.groupBy(later, ({ period }) => period)].map(([id, rows]) => {
      const period = periodOf(section.rule, id);
      const members = this.rules.members(section.group, period.lastDay);
      const isPublished = !rows[0]!.edition.startsWith('LEAD');
      const publication = published.get(`${index}|${id}`);
      const edition = older ?? this.rules.edition(isPublished ? index : 'LEAD', id)?.id;
      // The publisher knows one result a year, that of the leading edition.
      const hasTiers = section.subjectKind === 'index' && older === undefined;
      const tiers = hasTiers ? (publication?.tiers ?? {}) : {};
      const { rows: ranks, ofN, demo, knownFrom } = rankGroup(rows, members, edition, tiers);
      const reports = (unit: string) => this.rules.hasScores(unit, period.lastDay);
      const completed = isPublished
        ? publication !== undefined && publication.state !== 'provisional'
        : isWhole({ rows: ranks, ofN, demo, knownFrom }, members, reports);
      const known = newestOf([knownFrom || undefined, publication?.known_from]) ?? this.rules.since;
      const ranking = { ...(edition ? { edition } : {}), rows: ranks, ofN, demo, knownFrom: known, period };
      return rankDraft(section, ranking, completed);
    });
  }
}

function rankDraft(section: CrossSection, ranked: RankedAt, completed: boolean): RankDraft {
  const { period, edition, ofN, rows, demo, knownFrom } = ranked;
  return {
    index: section.index,
    content: {
      ...subjectFields(section, section.subjectKind),
      period: period.id,
      periodRule: section.rule,
      ...(edition === undefined ? {} : { edition }),
      peerGroup: section.group,
      completed,
      ofN,
      rows,
      ...(demo ? { demo } : {}),
    },
    knownFrom,
    lastDay: period.lastDay,
    cause: section.cause,
  };
}

function valuesByPeriod({ from }: CrossSection, panel: Panel | undefined): Map<string, IndicatorValue[]> {
  const values = new Map<string, IndicatorValue[]>();
  for (const [unit, points] of panel?.series ?? [])
    for (const { period, value, knownFrom, demo } of points) {
      if (period.lastDay < from) continue;
      const same = values.get(period.id) ?? [];
      values.set(period.id, same);
      same.push({ unit, ...(value === undefined ? {} : { value }), knownFrom, demo });
    }
  return values;
}
