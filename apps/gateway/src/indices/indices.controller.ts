import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IndexPageResponse, type ProvinceTableResponse } from '#contracts';
import { Clock } from '#runtime';
import { Names, scorePeriod } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { provinceTable } from './province-table.js';
import { ReadIndexPage } from './read-index-page.js';
import { lastDayOf, ReadIndexYears } from './read-index-years.js';

@Controller('api/v1/indices')
export class IndicesController {
  constructor(
    private readonly readPage: ReadIndexPage,
    private readonly readYears: ReadIndexYears,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  @Get(':index')
  @Wish('unit', 'Province; our own without')
  @Wish('year', 'Year of components and bridge; the newest with a score without')
  @AnswersAsKnown('IndexPageResponse', 'A published index of a province by year')
  page(
    @Param('index') index: string,
    @Query('unit') unit?: string,
    @Query('year') year?: string,
    @Query('asKnownOn') asKnownOn?: string,
  ): Promise<IndexPageResponse> {
    this.names.knownPublishedIndex(index);
    if (year !== undefined) scorePeriod(year, ['SURVEY_YEAR']);
    if (unit !== undefined) this.names.knownUnit(unit);
    return this.readPage.execute(index, unit, year, knownUntil(asKnownOn));
  }

  @Get(':index/provinces')
  @Wish('from', 'First year')
  @Wish('to', 'Last year')
  @AnswersAsKnown('ProvinceTableResponse', 'Provinces by year')
  async provinces(
    @Param('index') index: string,
    @Query('from') from?: string,
    @Query('to') to?: string,
    @Query('asKnownOn') asKnownOn?: string,
  ): Promise<ProvinceTableResponse> {
    this.names.knownPublishedIndex(index);
    for (const year of [from, to]) if (year !== undefined) scorePeriod(year, ['SURVEY_YEAR']);
    const known = knownUntil(asKnownOn);
    const found = await this.readYears.execute(index, undefined, known);
    const years = found.years
      .map((year) => year.period)
      .filter((year) => (from === undefined || year >= from) && (to === undefined || year <= to));
    const newest = years.at(-1) ?? this.clock.today().slice(0, 4);
    const unitOf = (code: string) => this.names.unit(code, lastDayOf(newest));
    return provinceTable({ ...found, index, years, unitOf });
  }
}
