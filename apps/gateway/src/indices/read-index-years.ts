import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type IndexYear } from '#contracts';
import { Clock } from '#runtime';
import { Names } from '../names/names.js';
import { ownProvince } from '../names/own-province.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { RankingQuery, type PublicationState, type RankState } from '../rankings/ranking.query.js';
import { indexYears } from './index-years.js';

export const PROVINCES = 'PG_TINH';
/** Names of provinces in a year are those of its last day. */
export const lastDayOf = (year: string): string => `${year}-12-31`;

export interface YearsOfIndex {
  /** The province that the years are about. */
  readonly unit: string;
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
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /** Of our own province where none is named. */
  async execute(index: string, province: string | undefined, known: KnownUntil): Promise<YearsOfIndex> {
    const root = this.names.rootOf(index) ?? index;
    const [publications, ranks] = await Promise.all([
      this.rankings.publicationsOf(index, known),
      this.rankings.ranksOf(index, [root], PROVINCES, undefined, known),
    ]);
    const rankings = new Map(ranks.map((rank) => [rank.period, rank]));
    const unit = province ?? this.ownIn([...publications.keys(), ...rankings.keys()]);
    const years = indexYears({
      unit,
      publications,
      rankings,
      editionOf: (year) => this.names.editionOf(index, year)?.code,
      unitOf: (code, year) => this.names.unit(code, lastDayOf(year)),
    });
    return { unit, years, publications, rankings };
  }

  /** A merger ends a series: ours is the province that stood when the newest result was made. */
  private ownIn(years: readonly string[]): string {
    const newest = years.reduce((a, b) => (a > b ? a : b), '');
    const days = [...(newest === '' ? [] : [lastDayOf(newest)]), this.clock.today()];
    return days.map((day) => ownProvince(this.catalogue, day)).find((code) => code !== undefined) ?? '';
  }
}
