import { Controller, Get, Query } from '@nestjs/common';
import {
  OBLIGATION_STATES,
  type ObligationChanged,
  type ObligationListResponse,
  type ObligationView,
} from '#contracts';
import { addDays, instantOf } from '#periods';
import { Clock, RejectedError } from '#runtime';
import { Names } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { askedDay, knownUntil } from '../questions/as-known-on.js';
import { cursorOf, limitOf, pageOf } from '../questions/page-of.js';
import { demoMark, present } from '../questions/present.js';
import { ObligationQuery, type DueCount, type ObligationState } from './obligation.query.js';

type Wishes = Partial<Record<'unit' | 'state' | 'cursor' | 'limit' | 'asKnownOn', string>>;
/** Counts are about what was due lately or will be soon; all years would say nothing. */
const DAYS_AROUND = 31;

@Controller('api/v1/obligations')
export class ObligationsController {
  constructor(
    private readonly obligations: ObligationQuery,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Wish('unit', 'Unit that owes the report')
  @Wish('state', 'expected, received, late or ended')
  @Wish('cursor', '`next` of the page before')
  @Wish('limit', '1 to 1000')
  @AnswersAsKnown(
    'ObligationListResponse',
    'Reports that are due; counts are those due within 31 days around the day that is asked for',
  )
  async list(
    @Query() { unit, state, cursor, limit: wish, asKnownOn }: Wishes,
  ): Promise<ObligationListResponse> {
    if (unit !== undefined) this.names.knownUnit(unit);
    const known = knownUntil(asKnownOn);
    const limit = limitOf(wish);
    const filter = {
      unit,
      state: knownState(state),
      after: cursorOf(cursor, ['instant', 'text']),
      limit: limit + 1,
    };
    const today = askedDay(known, this.clock);
    const [rows, counts] = await Promise.all([
      this.obligations.list(filter, known),
      this.obligations.countsDue(
        instantOf(addDays(today, -DAYS_AROUND)),
        instantOf(addDays(today, DAYS_AROUND)),
        known,
      ),
    ]);
    const own = counts.filter((count) => unit === undefined || count.unit === unit);
    return {
      counts: countsOf(own),
      ...pageOf(
        rows,
        limit,
        (row) => [row.dueAt, row.id],
        (row) => this.view(row),
      ),
    };
  }

  private view(row: ObligationState): ObligationView {
    const day = row.dueAt.slice(0, 10);
    const { id, scoredUnit, period, state, dueAt, graceEndsAt, receivedAt, version } = row;
    return {
      id,
      scoredUnit,
      period,
      state,
      dueAt,
      graceEndsAt,
      version,

      indicator: this.names.indicator(row.indicator, day),
      unit: this.names.unit(row.unit, day),
      reportingUnit: this.names.unit(row.reportingUnit, day),
      ...present('receivedAt', receivedAt),
      ...(receivedAt !== undefined && receivedAt > graceEndsAt ? { receivedLate: true } : {}),
      ...present('reason', row.reason),
      ...demoMark(row.demo),
    };
  }
}

const countsOf = (counts: readonly DueCount[]): ObligationListResponse['counts'] => {
  const sum = { expected: 0, received: 0, late: 0, ended: 0 };
  for (const { state, count } of counts) sum[state] += count;
  return sum;
};

/** Throws RejectedError `state.unknown` (400). */
function knownState(state: string | undefined): ObligationChanged['state'] | undefined {
  const found = OBLIGATION_STATES.find((known) => known === state);
  if (state === undefined || found) return found;
  throw new RejectedError('state.unknown', `The states are ${OBLIGATION_STATES.join(', ')}.`, {
    status: 400,
    field: 'state',
    params: { states: OBLIGATION_STATES.join(', ') },
  });
}
