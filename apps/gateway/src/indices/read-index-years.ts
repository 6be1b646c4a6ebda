import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type IndexYear } from '#contracts';
import { Clock } from '#runtime';
import { Names } from '../names/names.js';
import { ownProvince } from '../names/own-province.js';
import { bearerOn } from '../names/province-lineage.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { RankingQuery, type PublicationState, type RankState } from '../rankings/ranking.query.js';
import { indexYears } from './index-years.js';

export const PROVINCES = 'PG_TINH';
/** Names of provinces in a year are those of its last day. */
export const lastDayOf = (year: string): string => `${year}-12-31`;

export interface YearsOfIndex {
  /** The province that the years are about, as it was in the newest year of which something is held of it. */
  readonly unit: string;
  /** Its code in a year: a merged province has its earlier years under the code of the one whose name it keeps. */
  readonly unitIn: (year: string) => string;
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
    const today = province ?? ownProvince(this.catalogue, this.clock.today()) ?? '';
    const unitIn = (year: string) => bearerOn(this.catalogue, today, lastDayOf(year));
    const years = indexYears({
      unitIn,
      publications,
      rankings,
      editionOf: (year) => this.names.editionOf(index, year)?.code,
      unitOf: (code, year) => this.names.unit(code, lastDayOf(year)),
    });
    const newest = years.findLast((year) => year.state !== 'missing')?.period;
    return { unit: newest === undefined ? today : unitIn(newest), unitIn, years, publications, rankings };
  }
}
