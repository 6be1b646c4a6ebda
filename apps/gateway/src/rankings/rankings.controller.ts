import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type RankingResponse } from '#contracts';
import { RejectedError } from '#runtime';
import { Names, scorePeriod } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { EDITION } from '../scores/scores.controller.js';
import { rankingCsv } from './ranking-csv.js';
import { ReadIndicatorRanking } from './read-indicator-ranking.js';
import { ReadRanking } from './read-ranking.js';

type Wishes = Partial<Record<'peerGroup' | 'component' | 'edition' | 'asKnownOn', string>>;

const GROUP = 'PG_TINH (provinces) for PCI and PAPI, PG_SO (departments) for others without';
const NODE = 'A node of the index; its root without';

@Controller('api/v1/rankings')
export class RankingsController {
  constructor(
    private readonly readRanking: ReadRanking,
    private readonly readIndicatorRanking: ReadIndicatorRanking,
    private readonly names: Names,
    private readonly catalogue: Catalogue,
  ) {}

  @Get(':index/:period.csv')
  @Wish('peerGroup', GROUP)
  @Wish('component', NODE)
  @Wish('edition', EDITION)
  @AnswersAsKnown('RankingResponse', 'The same as a table: one row a unit')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'inline; filename="ranking.csv"')
  async csv(
    @Param('index') index: string,
    @Param('period') period: string,
    @Query() wishes: Wishes,
  ): Promise<string> {
    return rankingCsv(await this.ranking(index, period, wishes));
  }

  @Get(':index/:period')
  @Wish('peerGroup', GROUP)
  @Wish('component', NODE)
  @Wish('edition', EDITION)
  @AnswersAsKnown('RankingResponse', 'Rank table of an index or an indicator: published beside computed')
  ranking(
    @Param('index') code: string,
    @Param('period') period: string,
    @Query() { peerGroup, component, edition, asKnownOn }: Wishes,
  ): Promise<RankingResponse> {
    const known = knownUntil(asKnownOn);
    const published = this.publishedNode(code);
    if (this.isIndicator(code) && published === undefined) {
      forIndices({ component, edition });
      return this.readIndicatorRanking.execute({ indicator: code, period, peerGroup }, known);
    }
    const { index, component: node } = published ?? { index: this.names.knownIndex(code), component };
    if (component !== undefined) this.names.knownSubject(component);
    const address = { index, period: scorePeriod(period), peerGroup, component: component ?? node, edition };
    return this.readRanking.execute(address, known);
  }

  private isIndicator(code: string): boolean {
    return this.names.rootOf(code) === undefined && this.catalogue.history('indicator', code).length > 0;
  }

  /** PCI.03 is an indicator too, but what is ranked is the node of its index. */
  private publishedNode(code: string): { index: string; component: string } | undefined {
    const index = this.names.rootOf(code) === undefined ? this.names.publishedIndexOf(code) : undefined;
    return index === undefined ? undefined : { index, component: code };
  }
}

/** Throws RejectedError `parameter.for-indices` (400). */
export function forIndices(wishes: Readonly<Record<string, string | undefined>>): void {
  const [field] = Object.entries(wishes).find(([, value]) => value !== undefined) ?? [];
  if (field === undefined) return;
  throw new RejectedError(
    'parameter.for-indices',
    `${field} says something of an index, not of an indicator.`,
    {
      status: 400,
      field,
      params: { field },
    },
  );
}
