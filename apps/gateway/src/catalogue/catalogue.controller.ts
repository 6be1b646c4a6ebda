import { Controller, Get, Query } from '@nestjs/common';
import { type CatalogueKind, type CatalogueListResponse } from '#contracts';
import { isDay } from '#periods';
import { Clock, RejectedError } from '#runtime';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { CatalogueEntryQuery } from './catalogue-entry.query.js';

const ON = 'Day on which the entries hold; the business day without';

@Controller('api/v1')
export class CatalogueController {
  constructor(
    private readonly entries: CatalogueEntryQuery,
    private readonly clock: Clock,
  ) {}

  @Get('units')
  @Wish('on', ON)
  @AnswersAsKnown('CatalogueListResponse', 'Units')
  units(@Query('on') on?: string, @Query('asKnownOn') asKnownOn?: string): Promise<CatalogueListResponse> {
    return this.list('unit', on, asKnownOn);
  }

  @Get('indicators')
  @Wish('on', ON)
  @AnswersAsKnown('CatalogueListResponse', 'Indicators')
  indicators(
    @Query('on') on?: string,
    @Query('asKnownOn') asKnownOn?: string,
  ): Promise<CatalogueListResponse> {
    return this.list('indicator', on, asKnownOn);
  }

  @Get('editions')
  @Wish('on', ON)
  @AnswersAsKnown('CatalogueListResponse', 'Editions of indices with their nodes')
  editions(@Query('on') on?: string, @Query('asKnownOn') asKnownOn?: string): Promise<CatalogueListResponse> {
    return this.list('edition', on, asKnownOn);
  }

  @Get('responsibilities')
  @Wish('on', ON)
  @AnswersAsKnown('CatalogueListResponse', 'Who leads and who coordinates a component')
  responsibilities(
    @Query('on') on?: string,
    @Query('asKnownOn') asKnownOn?: string,
  ): Promise<CatalogueListResponse> {
    return this.list('responsibility', on, asKnownOn);
  }

  private async list(
    kind: CatalogueKind,
    wish: string | undefined,
    asKnownOn: string | undefined,
  ): Promise<CatalogueListResponse> {
    const on = dayOf(wish, this.clock);
    return { on, items: await this.entries.on(kind, on, knownUntil(asKnownOn)) };
  }
}

/** Throws RejectedError `day.invalid` (400). */
function dayOf(text: string | undefined, clock: Clock): string {
  if (text === undefined) return clock.today();
  if (isDay(text)) return text;
  throw new RejectedError('day.invalid', `${text} is not a day such as 2024-11-20.`, {
    status: 400,
    field: 'on',
    params: { day: text },
  });
}
