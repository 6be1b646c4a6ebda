import { Controller, Get, Param, Query } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type SeriesResponse } from '#contracts';
import { Clock, RejectedError } from '#runtime';
import { Names, unknownSubject } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { forIndices } from '../rankings/rankings.controller.js';
import { ReadSeries } from './read-series.js';

type Wishes = Partial<Record<'index' | 'rule' | 'edition' | 'asKnownOn', string>>;

const PUBLISHED = 'SURVEY_YEAR';
const UNIT_RULES = ['M15', 'Q15'];

@Controller('api/v1/series')
export class SeriesController {
  constructor(
    private readonly readSeries: ReadSeries,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  @Get(':code/:unit')
  @Wish('index', 'Index of a component: LEAD.COMP : PCI.03 is the unit’s, PCI : PCI.03 the published one')
  @Wish('rule', 'M15 (months, without) or Q15 (quarters) for scores of units')
  @Wish(
    'edition',
    'Only scores under this edition, in each period for which it holds; those that lead, without',
  )
  @AnswersAsKnown('SeriesResponse', 'An indicator or component of a unit over time')
  series(
    @Param('code') code: string,
    @Param('unit') unit: string,
    @Query() { index, rule, edition, asKnownOn }: Wishes,
  ): Promise<SeriesResponse> {
    this.names.knownUnit(unit);
    if (index !== undefined) this.names.knownIndex(index);
    const known = knownUntil(asKnownOn);
    const home = index ?? this.indexOf(code, unit);
    if (home !== undefined) {
      if (edition !== undefined) this.names.knownEditionOf(home, edition);
      const series = { subject: code, unit, index: home, rule: this.ruleOf(home, rule) };
      return this.readSeries.ofComponent(series, edition, known);
    }
    if (this.catalogue.history('indicator', code).length === 0) throw unknownSubject(code);
    forIndices({ edition });
    return this.readSeries.ofIndicator(code, unit, known);
  }

  /** Scored units have their components under LEAD, provinces under the published index. */
  private indexOf(code: string, unit: string): string | undefined {
    const entry =
      this.catalogue.unitOn(unit, this.clock.today()) ?? this.catalogue.history('unit', unit).at(-1);
    const published = entry?.attributes.reports ? undefined : this.names.publishedIndexOf(code);
    if (published !== undefined) return published;
    for (const edition of this.catalogue.all('edition').filter((one) => one.attributes.index === 'LEAD')) {
      const node = edition.attributes.nodes.find((one) => one.code === code);
      if (node) return node.parent ?? node.code;
    }
    return undefined;
  }

  /** Throws RejectedError `period.unknown-rule` (400). */
  private ruleOf(index: string, rule: string | undefined): string {
    if (this.names.isPublished(index)) return PUBLISHED;
    if (rule === undefined || UNIT_RULES.includes(rule)) return rule ?? 'M15';
    throw new RejectedError(
      'period.unknown-rule',
      `Scores of units have the rules ${UNIT_RULES.join(', ')}.`,
      {
        status: 400,
        field: 'rule',
        params: { rule },
      },
    );
  }
}
