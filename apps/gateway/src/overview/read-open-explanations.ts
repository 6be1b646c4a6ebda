import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type AlertChanged, type ExplanationChanged, type Instant, type OverviewResponse } from '#contracts';
import { dayOf } from '#periods';
import { Clock } from '#runtime';
import { AlertQuery } from '../alerts/alert.query.js';
import { Names } from '../names/names.js';
import { askedInstant, type KnownUntil } from '../questions/as-known-on.js';
import { present } from '../questions/present.js';

type Answer = OverviewResponse['explanations'];
const SHOWN = 5;

/** Reads what somebody still owes an explanation for, longest overdue first. */
@Injectable()
export class ReadOpenExplanations {
  constructor(
    private readonly alerts: AlertQuery,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  async execute(known: KnownUntil): Promise<Answer> {
    const at = askedInstant(known, this.clock);
    const open = await this.alerts.openExplanations(known);
    const shown = open.slice(0, SHOWN);
    const ids = shown.flatMap((explanation) => explanation.alert ?? []);
    const history =
      ids.length > 0 ? await this.alerts.historyOf(ids, known) : new Map<string, AlertChanged[]>();
    return {
      open: open.length,
      overdue: open.filter((explanation) => this.daysOverdue(explanation, at) !== undefined).length,
      rows: shown.map((explanation) =>
        this.row(explanation, history.get(explanation.alert ?? '')?.at(-1), at),
      ),
    };
  }

  private row(
    explanation: ExplanationChanged,
    alert: AlertChanged | undefined,
    at: Instant,
  ): Answer['rows'][number] {
    const today = dayOf(at);
    const subject = this.names.named(
      explanation.indicator ?? explanation.component ?? explanation.index ?? explanation.unit,
      today,
    );
    const head = `HEAD.${explanation.unit}`;
    return {
      id: explanation.id,
      ...present('alert', explanation.alert),
      unit: this.names.unit(explanation.unit, today),
      ...present(
        'position',
        this.catalogue.on('position', head, today) ? this.names.position(head, today) : undefined,
      ),
      titleVi: alert?.titleVi ?? subject.nameVi,
      titleEn: alert?.titleEn ?? subject.nameEn,
      state: explanation.state,
      ...present('dueAt', explanation.dueAt),
      ...present('overdueWorkingDays', this.daysOverdue(explanation, at)),
    };
  }

  private daysOverdue({ dueAt }: ExplanationChanged, at: Instant): number | undefined {
    if (dueAt === undefined || dueAt >= at) return undefined;
    return this.catalogue.calendar().workingDaysBetween(dayOf(dueAt), dayOf(at));
  }
}
