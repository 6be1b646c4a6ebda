import { Injectable } from '@nestjs/common';
import { type IndexYear } from '#contracts';
import { Names } from '../names/names.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { RankingQuery, type PublicationState, type RankState } from '../rankings/ranking.query.js';
import { indexYears } from './index-years.js';

export const PROVINCES = 'PG_TINH';
/** Names of provinces in a year are those of its last day. */
export const lastDayOf = (year: string): string => `${year}-12-31`;

export interface YearsOfIndex {
  readonly years: IndexYear[];
  readonly publications: ReadonlyMap<string, PublicationState>;
  readonly rankings: ReadonlyMap<string, RankState>;
}

/** Reads all years of one published index for one province. */
@Injectable()
export class ReadIndexYears {
  constructor(
    private readonly rankings: RankingQuery,
    private readonly names: Names,
  ) {}

  async execute(index: string, unit: string, known: KnownUntil): Promise<YearsOfIndex> {
    const root = this.names.rootOf(index) ?? index;
    const [publications, ranks] = await Promise.all([
      this.rankings.publicationsOf(index, known),
      this.rankings.ranksOf(index, [root], PROVINCES, undefined, known),
    ]);
    const rankings = new Map(ranks.map((rank) => [rank.period, rank]));
    const years = indexYears({
      unit,
      publications,
      rankings,
      editionOf: (year) => this.names.editionOf(index, year)?.code,
      unitOf: (code, year) => this.names.unit(code, lastDayOf(year)),
    });
    return { years, publications, rankings };
  }
}
