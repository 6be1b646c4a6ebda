import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { DEMO_STATES } from '#contracts';
import { isDay } from '#periods';
import { type Caller, CallerGuard, CurrentCaller, RejectedError } from '#runtime';
import { requireSeedOrOperator } from '../seed-or-operator.js';
import { type ClockState } from './clock.store.js';
import { type DemoProgress, SetDemo } from './set-demo.js';

@Controller('demo')
@UseGuards(CallerGuard)
export class DemoController {
  constructor(private readonly setDemo: SetDemo) {}

  @Post()
  @HttpCode(200)
  async set(@Body() body: unknown, @CurrentCaller() caller: Caller): Promise<ClockState> {
    requireSeedOrOperator(caller);
    return this.setDemo.execute(progressOf(body));
  }
}

function progressOf(body: unknown): DemoProgress {
  const { state, from, until, played, total, now } = (body ?? {}) as Record<string, unknown>;
  const known = DEMO_STATES.find((each) => each === state);
  if (!known) throw shapeError('state', DEMO_STATES.join(', '));
  if (!isDayText(from)) throw shapeError('from', 'YYYY-MM-DD');
  if (!isDayText(until)) throw shapeError('until', 'YYYY-MM-DD');
  if (!isCount(played)) throw shapeError('played', '0, 1, 2 …');
  if (!isCount(total)) throw shapeError('total', '0, 1, 2 …');
  const progress = { state: known, from, until, played, total };
  if (now === undefined) return progress;
  if (typeof now !== 'string' || Number.isNaN(Date.parse(now))) throw shapeError('now', 'ISO 8601');
  return { ...progress, now: new Date(now).toISOString() };
}

const isDayText = (value: unknown): value is string => typeof value === 'string' && isDay(value);
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const shapeError = (field: string, form: string): RejectedError =>
  new RejectedError('request.field', `${field} must be ${form}.`, {
    status: 400,
    field,
    params: { field, form },
  });
