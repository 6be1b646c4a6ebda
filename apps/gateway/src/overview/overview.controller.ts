import { Controller, Get, Query } from '@nestjs/common';
import { type OverviewResponse } from '#contracts';
import { Clock } from '#runtime';
import { unitPeriod } from '../heat/heat.controller.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { ReadOverview } from './read-overview.js';

@Controller('api/v1/overview')
export class OverviewController {
  constructor(
    private readonly readOverview: ReadOverview,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Wish('period', 'Administrative month or quarter; the newest closed month without')
  @Wish('since', 'Instant of the last visit; without it nothing is counted since then')
  @AnswersAsKnown('OverviewResponse', 'The first screen')
  overview(
    @Query('period') period?: string,
    @Query('since') since?: string,
    @Query('asKnownOn') asKnownOn?: string,
  ): Promise<OverviewResponse> {
    const last = since === undefined ? undefined : knownUntil(since, 'since');
    const known = knownUntil(asKnownOn);
    return this.readOverview.execute(unitPeriod(period, this.clock, known), last, known);
  }
}
