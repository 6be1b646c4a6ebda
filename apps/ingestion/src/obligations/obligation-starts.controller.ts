import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { isDay } from '#periods';
import { Database } from '#persistence';
import { type Caller, CallerGuard, Clock, CurrentCaller, RejectedError, requireRight } from '#runtime';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { rowsOf } from '../request-rows.js';
import { ObligationScan } from './obligation-scan.js';
import { SpanStore } from './span.store.js';

/** From which day on an operator expects reports of an indicator, before or without a feed. */
@Controller('obligation-starts')
@UseGuards(CallerGuard)
export class ObligationStartsController {
  constructor(
    private readonly database: Database,
    private readonly spans: SpanStore,
    private readonly own: OwnCatalogue,
    private readonly scan: ObligationScan,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  async start(@Body() body: unknown, @CurrentCaller() caller: Caller): Promise<{ started: number }> {
    requireRight(caller, 'operator');
    const catalogue = await this.own.refresh();
    const starts = new Map(
      rowsOf(body, 'starts').map((row): [string, string] => {
        const { indicator, startDay } = (row ?? {}) as Record<string, unknown>;
        if (typeof indicator !== 'string') throw fieldError('indicator', 'SVC.ONTIME');
        if (catalogue.history('indicator', indicator).length === 0) throw unknownIndicator(indicator);
        if (typeof startDay !== 'string' || !isDay(startDay)) throw fieldError('startDay', 'YYYY-MM-DD');
        return [indicator, startDay];
      }),
    );
    await this.database.transaction((tx) => this.spans.lower(tx, starts, this.clock.now(), false));
    this.scan.nudge();
    return { started: starts.size };
  }
}

const unknownIndicator = (indicator: string): RejectedError =>
  new RejectedError('indicator.unknown', `The catalogue has no indicator ${indicator}.`, {
    status: 400,
    field: 'indicator',
    params: { indicator },
  });

const fieldError = (field: string, form: string): RejectedError =>
  new RejectedError('request.field', `${field}: ${form}`, { status: 400, field, params: { field, form } });
