import { Controller, Get, Param, Query } from '@nestjs/common';
import { ALERT_STATES, SEVERITIES, type AlertListResponse, type AlertView } from '#contracts';
import { Clock, RejectedError } from '#runtime';
import { Names } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { askedInstant, knownUntil } from '../questions/as-known-on.js';
import { cursorOf, limitOf, pageOf } from '../questions/page-of.js';
import { AlertQuery, OPEN_STATES } from './alert.query.js';
import { ReadAlerts } from './read-alerts.js';

type Wishes = Partial<Record<'state' | 'unit' | 'severity' | 'cursor' | 'limit' | 'asKnownOn', string>>;

@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly readAlerts: ReadAlerts,
    private readonly alerts: AlertQuery,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Wish('state', 'open, closed, or one of the six states')
  @Wish('unit', 'Unit code')
  @Wish('severity', 'info, warning, critical')
  @Wish('cursor', '`next` of the page before')
  @Wish('limit', '1 to 1000')
  @AnswersAsKnown('AlertListResponse', 'Alerts with timeline and explanation, newest first')
  async list(@Query() wishes: Wishes): Promise<AlertListResponse> {
    const { unit, severity } = wishes;
    if (unit !== undefined) this.names.knownUnit(unit);
    requireSeverity(severity);
    const limit = limitOf(wishes.limit);
    const after = cursorOf(wishes.cursor, ['instant', 'text']);
    const filter = { states: statesOf(wishes.state), unit, severity, after, limit: limit + 1 };
    const known = knownUntil(wishes.asKnownOn);
    const [found, counts] = await Promise.all([
      this.readAlerts.execute(filter, known),
      this.alerts.counts(askedInstant(known, this.clock), known),
    ]);
    const page = pageOf(
      found,
      limit,
      (alert) => [alert.openedAt, alert.id],
      (alert) => alert,
    );
    const { open, unacknowledged, reportsOverdue, explanationsOverdue, closed } = counts;
    return {
      counts: { open, unacknowledged, reportsOverdue, explanationsOverdue, closed },
      ...page,
      items: await this.readAlerts.views(page.items, known),
    };
  }

  /** Throws RejectedError `alert.unknown` (404). */
  @Get(':id')
  @AnswersAsKnown('AlertView', 'One alert with timeline and explanation, open or closed')
  async one(@Param('id') id: string, @Query('asKnownOn') asKnownOn?: string): Promise<AlertView> {
    const known = knownUntil(asKnownOn);
    const found = await this.alerts.newestOf(id, known);
    const [view] = await this.readAlerts.views(found ? [found] : [], known);
    if (view) return view;
    throw new RejectedError('alert.unknown', `There is no alert ${id}.`, {
      status: 404,
      field: 'id',
      params: { id },
    });
  }
}

/** Throws RejectedError `severity.unknown` (400). */
function requireSeverity(severity: string | undefined): void {
  if (severity === undefined || SEVERITIES.some((known) => known === severity)) return;
  const severities = SEVERITIES.join(', ');
  throw new RejectedError('severity.unknown', `The severities are ${severities}.`, {
    status: 400,
    field: 'severity',
    params: { severities },
  });
}

/** Throws RejectedError `state.unknown` (400). */
function statesOf(wish: string | undefined): readonly string[] | undefined {
  if (wish === undefined) return undefined;
  if (wish === 'open') return OPEN_STATES;
  if (wish === 'closed') return ALERT_STATES.filter((state) => !OPEN_STATES.some((open) => open === state));
  const found = ALERT_STATES.find((state) => state === wish);
  if (found) return [found];
  throw unknownState(wish);
}

const unknownState = (wish: string) =>
  new RejectedError('state.unknown', `${wish} is not among open, closed, ${ALERT_STATES.join(', ')}.`, {
    status: 400,
    field: 'state',
    params: { states: `open, closed, ${ALERT_STATES.join(', ')}` },
  });
