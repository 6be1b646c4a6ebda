import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { type Caller, CallerGuard, CurrentCaller, RejectedError, requireRight } from '#runtime';
import { SettlePublication } from './settle-publication.js';

export interface PublicationAnswer {
  readonly id: string;
  readonly state: string;
  readonly expected: number;
  readonly received: number;
}

@Controller('publications')
@UseGuards(CallerGuard)
export class PublicationsController {
  constructor(private readonly settlePublication: SettlePublication) {}

  /** Closes a publication as partial: the office says that no more provinces will come. */
  @Post()
  @HttpCode(200)
  async close(@Body() body: unknown, @CurrentCaller() caller: Caller): Promise<PublicationAnswer> {
    requireRight(caller, 'office');
    const { index, period, state } = (body ?? {}) as Record<string, unknown>;
    if (typeof index !== 'string' || typeof period !== 'string' || state !== 'partial')
      throw new RejectedError('request.field', 'The body is {"index", "period", "state": "partial"}.', {
        status: 400,
        params: { field: 'index, period, state', form: '"PCI", "2021", "partial"' },
      });
    const closed = await this.settlePublication.execute(index, period, caller.positions[0] ?? caller.person);
    if (!closed)
      throw new RejectedError('publication.unknown', `Nothing of ${index} ${period} has come in.`, {
        status: 404,
        params: { index, period },
      });
    const { expected, received } = closed;
    return { id: `${index}:${period}`, state: closed.state, expected, received };
  }
}
