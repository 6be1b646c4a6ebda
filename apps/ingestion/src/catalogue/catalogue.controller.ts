import { Body, Controller, Headers, HttpCode, Post, UseGuards } from '@nestjs/common';
import { localeOf } from '#i18n';
import { type Caller, CallerGuard, CurrentCaller, RejectedError } from '#runtime';
import { requireSeedOrOperator } from '../seed-or-operator.js';
import { rowsOf } from '../request-rows.js';
import { type ToldProblem, toldProblem } from '../row-problem.js';
import { RecordEntries } from './record-entries.js';

const MOST_ENTRIES = 1_000;

export interface EntriesAnswer {
  catalogueVersion: number;
  results: { index: number; outcome: string; problems?: ToldProblem[] }[];
}

@Controller('catalogue')
@UseGuards(CallerGuard)
export class CatalogueController {
  constructor(private readonly recordEntries: RecordEntries) {}

  @Post()
  @HttpCode(200)
  async record(
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @Headers('accept-language') language?: string,
  ): Promise<EntriesAnswer> {
    requireSeedOrOperator(caller);
    const entries = rowsOf(body, 'entries');
    if (entries.length > MOST_ENTRIES)
      throw new RejectedError('request.too-many-rows', `At most ${MOST_ENTRIES} entries a request.`, {
        params: { most: MOST_ENTRIES },
      });
    const cause = (body as { cause?: unknown }).cause === 'backfill' ? 'backfill' : 'live';
    const { catalogueVersion, results } = await this.recordEntries.execute(entries, cause);
    return {
      catalogueVersion,
      results: results.map((result) =>
        result.outcome === 'returned'
          ? { ...result, problems: result.problems.map((each) => toldProblem(each, localeOf(language))) }
          : result,
      ),
    };
  }
}
