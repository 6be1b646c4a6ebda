import { Body, Controller, Headers, HttpCode, Post, UseGuards } from '@nestjs/common';
import { localeOf } from '#i18n';
import { histogram } from '#observability';
import { type Caller, CallerGuard, CurrentCaller, requireRight } from '#runtime';
import { AnswerOnce } from '../idempotency/answer-once.js';
import { rowsOf, termsOf } from '../request-rows.js';
import { isSeedOrOperator, requireSeedOrOperator } from '../seed-or-operator.js';
import { type RowAnswer, toldOutcomes } from '../told-outcomes.js';
import { RecordObservations } from './record-observations.js';

const duration = histogram('chiso_intake_seconds', 'Time of a request of POST /observations', ['cause']);

@Controller('observations')
@UseGuards(CallerGuard)
export class ObservationsController {
  constructor(
    private readonly answerOnce: AnswerOnce,
    private readonly recordObservations: RecordObservations,
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
    const rows = rowsOf(body, 'observations');
    const { backfill, demo } = termsOf(body);
    const privileged = isSeedOrOperator(caller);
    if (backfill || demo) requireSeedOrOperator(caller);
    const rights = { office: privileged || caller.rights.includes('office'), dates: privileged };
    const intake = { rows, backfill, demo, rights, reportedBy: caller.positions[0] };
    const end = duration.startTimer({ cause: backfill ? 'backfill' : 'live' });
    const answer = await this.answerOnce.execute(
      { caller, route: 'observations', key, body },
      async (tx) => ({
        results: toldOutcomes(await this.recordObservations.execute(tx, intake), localeOf(language)),
      }),
    );
    end();
    return answer;
  }
}
