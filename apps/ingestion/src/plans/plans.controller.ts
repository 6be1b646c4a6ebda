import { Body, Controller, Headers, HttpCode, Post, UseGuards } from '@nestjs/common';
import { localeOf } from '#i18n';
import { type Caller, CallerGuard, CurrentCaller, requireRight } from '#runtime';
import { AnswerOnce } from '../idempotency/answer-once.js';
import { rowsOf, termsOf } from '../request-rows.js';
import { isSeedOrOperator, requireSeedOrOperator } from '../seed-or-operator.js';
import { type RowAnswer, toldOutcomes } from '../told-outcomes.js';
import { RecordPlans } from './record-plans.js';

@Controller('plans')
@UseGuards(CallerGuard)
export class PlansController {
  constructor(
    private readonly answerOnce: AnswerOnce,
    private readonly recordPlans: RecordPlans,
  ) {}

  @Post()
  @HttpCode(200)
  async record(
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @Headers('idempotency-key') key?: string,
    @Headers('accept-language') language?: string,
  ): Promise<{ results: RowAnswer[] }> {
    requireRight(caller, 'report');
    const plans = rowsOf(body, 'plans');
    const { backfill } = termsOf(body);
    if (backfill) requireSeedOrOperator(caller);
    const given = {
      plans,
      backfill,
      mayBeDemo: isSeedOrOperator(caller),
      recordedBy: caller.positions[0],
    };
    return this.answerOnce.execute({ caller, route: 'plans', key, body }, async (tx) => ({
      results: toldOutcomes(await this.recordPlans.execute(tx, given), localeOf(language)),
    }));
  }
}
