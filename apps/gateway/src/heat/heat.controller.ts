import { Controller, Get, Header, Query } from '@nestjs/common';
import { type HeatResponse } from '#contracts';
import { lastEndedBefore, type Period } from '#periods';
import { Clock } from '#runtime';
import { scorePeriod } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { askedDay, type KnownUntil, knownUntil } from '../questions/as-known-on.js';
import { heatCsv } from './heat-csv.js';
import { ReadHeat } from './read-heat.js';

const PERIOD = 'Administrative month or quarter; the newest closed month without';

@Controller('api/v1')
export class HeatController {
  constructor(
    private readonly readHeat: ReadHeat,
    private readonly clock: Clock,
  ) {}

  @Get('heat')
  @Wish('period', PERIOD)
  @AnswersAsKnown('HeatResponse', 'Units × components with score, rating, trend, coverage')
  heat(@Query('period') period?: string, @Query('asKnownOn') asKnownOn?: string): Promise<HeatResponse> {
    const known = knownUntil(asKnownOn);
    return this.readHeat.execute(unitPeriod(period, this.clock, known), known);
  }

  @Get('heat.csv')
  @Wish('period', PERIOD)
  @AnswersAsKnown('HeatResponse', 'The same as a table: one row a cell')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'inline; filename="heat.csv"')
  async csv(@Query('period') period?: string, @Query('asKnownOn') asKnownOn?: string): Promise<string> {
    return heatCsv(await this.heat(period, asKnownOn));
  }
}

/** The period of unit scores that is asked for; without one the newest administrative month that had closed by then. */
export function unitPeriod(id: string | undefined, clock: Pick<Clock, 'now'>, known: KnownUntil): Period {
  return id === undefined ? newestClosedMonth(askedDay(known, clock)) : scorePeriod(id, ['M15', 'Q15']);
}

/** A month that ends on the day itself is still open. */
const newestClosedMonth = (today: string): Period => lastEndedBefore('M15', today);
