import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  type PipeTransform,
  Query,
  UseGuards,
} from '@nestjs/common';
import { type AlertChanged, type ExplanationChanged } from '#contracts';
import { CallerGuard, CurrentCaller, RejectedError, type Caller } from '#runtime';
import { DeliveryStore } from '../deliveries/delivery.store.js';
import { isDay } from '#periods';
import { AnswerAlert, unknownAlert } from './answer-alert.js';

type Answer = Readonly<Record<string, unknown>>;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Throws RejectedError `alert.unknown` (404) for what cannot be the id of an alert. */
class AlertId implements PipeTransform<string, string> {
  transform(id: string): string {
    if (UUID.test(id)) return id;
    throw unknownAlert(id);
  }
}

/** The commands of people, as the gateway passes them on. */
@Controller()
@UseGuards(CallerGuard)
export class AlertsController {
  constructor(
    private readonly answer: AnswerAlert,
    private readonly deliveries: DeliveryStore,
  ) {}

  @Post('alerts/:id/acknowledge')
  @HttpCode(200)
  acknowledge(@Param('id', AlertId) id: string, @CurrentCaller() caller: Caller): Promise<AlertChanged> {
    return this.answer.acknowledge(id, caller);
  }

  @Post('alerts/:id/explain')
  @HttpCode(200)
  explain(
    @Param('id', AlertId) id: string,
    @CurrentCaller() caller: Caller,
    @Body() body: Answer,
  ): Promise<ExplanationChanged> {
    const reason = requiredText(body, 'reason');
    return this.answer.explain(id, caller, {
      reason,
      action: optionalText(body, 'action'),
      newDate: optionalDay(body, 'newDate'),
    });
  }

  @Post('alerts/:id/silence')
  @HttpCode(200)
  silence(
    @Param('id', AlertId) id: string,
    @Body() body: Answer,
  ): Promise<{ id: string; silencedUntil: string }> {
    return this.answer.silence(id, requiredText(body, 'until'), requiredText(body, 'reason'));
  }

  @Get('deliveries')
  list(@Query('alert') alert?: string): Promise<unknown[]> {
    return this.deliveries.list(alert);
  }
}

const LONGEST_TEXT = 4000;

function optionalText(body: Answer | undefined, field: string): string | undefined {
  const value = body?.[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' && value.length <= LONGEST_TEXT) return value.trim();
  throw new RejectedError('answer.text', `${field} is a text of at most ${LONGEST_TEXT} characters.`, {
    status: 400,
    field,
    params: { field, longest: LONGEST_TEXT },
  });
}

function optionalDay(body: Answer | undefined, field: string): string | undefined {
  const day = optionalText(body, field);
  if (day === undefined || isDay(day)) return day;
  throw new RejectedError('day.invalid', `${day} is no day of the form 2024-11-20.`, {
    status: 400,
    field,
    params: { day },
  });
}

function requiredText(body: Answer | undefined, field: string): string {
  const value = optionalText(body, field);
  if (value) return value;
  throw new RejectedError('answer.missing', `${field} is needed.`, { status: 400, field, params: { field } });
}
