import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type RankingResponse } from '#contracts';
import { type Period } from '#periods';
import { Names } from '../names/names.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { demoMark, present } from '../questions/present.js';
import { ScoreQuery } from '../scores/score.query.js';
import { DEPARTMENTS, knownGroup, PROVINCES } from './ranked-group.js';
import { type PublicationState, RankingQuery } from './ranking.query.js';
import { rankingRows } from './ranking.response.js';

export interface RankingAddress {
  readonly index: string;
  readonly period: Period;
  readonly peerGroup?: string | undefined;
  readonly component?: string | undefined;
  readonly edition?: string | undefined;
}

/** Answers a rank table: what was published beside what was computed over the units held. */
@Injectable()
export class ReadRanking {
  constructor(
    private readonly rankings: RankingQuery,
    private readonly scores: ScoreQuery,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
  ) {}

  async execute({ index, period, ...wish }: RankingAddress, known: KnownUntil): Promise<RankingResponse> {
    const root = this.names.rootOf(index) ?? index;
    const component = wish.component ?? root;
    const code = this.names.codeUnder(index, period.id, wish.edition);
    const peerGroup = knownGroup(this.catalogue, wish.peerGroup ?? this.usualGroup(index));
    const members = new Set(this.catalogue.membersOf(peerGroup, period.lastDay));
    const [[ranking], publications, scores] = await Promise.all([
      this.rankings.ranksOf(code, [component], peerGroup, period.id, known),
      this.rankings.publicationsOf(index, known),
      this.scores.ofPeriod(period.id, [code], known),
    ]);
    const publication = publications.get(period.id);
    const own = scores.filter((score) => score.component === component && members.has(score.unit));
    const rows = rankingRows({
      // The publisher has one result a year: that of the index, under the edition which leads.
      publication: code === index && component === root ? among(members, publication) : undefined,
      ranking,
      scores: own,
      unitOf: (unit) => this.names.unit(unit, period.lastDay),
    });
    const completed = ranking?.completed ?? false;
    return {
      index: this.names.named(root, period.lastDay),
      component,
      period: period.id,
      periodRule: period.rule,
      ...present('edition', ranking?.edition ?? own[0]?.edition),
      ...this.names.editionsBeside(index, period.id),
      peerGroup,
      completed,
      state: publication?.state ?? (completed ? 'completed' : 'provisional'),
      held: rows.filter((row) => row.published?.value !== undefined || row.computed !== undefined).length,
      ...present('expected', publication?.expected ?? (members.size || undefined)),
      ...present('publishedOn', publication?.publishedOn),
      rows,
      version: ranking?.version ?? 0,
      ...present('knownFrom', ranking?.knownFrom),
      ...demoMark(ranking?.demo ?? own.some((score) => score.demo)),
    };
  }

  /** Published indices rank provinces; scores of units rank departments where nothing else is asked. */
  private usualGroup(index: string): string {
    return this.names.isPublished(index) ? PROVINCES : DEPARTMENTS;
  }
}

const among = (
  members: ReadonlySet<string>,
  publication: PublicationState | undefined,
): PublicationState | undefined =>
  publication && { ...publication, results: publication.results.filter(({ unit }) => members.has(unit)) };
