import { Controller, Get, Param, Query } from '@nestjs/common';
import { type RankingResponse } from '#contracts';
import { Names, scorePeriod } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { ReadRanking } from './read-ranking.js';

@Controller('api/v1/rankings')
export class RankingsController {
  constructor(
    private readonly readRanking: ReadRanking,
    private readonly names: Names,
  ) {}

  @Get(':index/:period')
  @Wish('peerGroup', 'PG_TINH (provinces) for PCI and PAPI, PG_SO (departments) for others without')
  @Wish('component', 'A node of the index; its root without')
  @AnswersAsKnown('RankingResponse', 'Rank table: published beside computed')
  ranking(
    @Param('index') index: string,
    @Param('period') period: string,
    @Query('peerGroup') peerGroup?: string,
    @Query('component') component?: string,
    @Query('asKnownOn') asKnownOn?: string,
  ): Promise<RankingResponse> {
    this.names.knownIndex(index);
    if (component !== undefined) this.names.knownSubject(component);
    const address = { index, period: scorePeriod(period), peerGroup, component };
    return this.readRanking.execute(address, knownUntil(asKnownOn));
  }
}
