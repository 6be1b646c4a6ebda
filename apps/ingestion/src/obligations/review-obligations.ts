import { Injectable } from '@nestjs/common';
import { type Day, type Instant } from '#contracts';
import { type Catalogue } from '#catalogue';
import { Outbox } from '#messaging';
import { Database } from '#persistence';
import { dayOf, periodOf } from '#periods';
import { obligationEvent } from './obligation-event.js';
import { type ObligationRow, ObligationStore } from './obligation.store.js';
import { askingOf, owedReports, type OwedReport, owingToday } from './owed-reports.js';

/** Brings open obligations in line with the catalogue as it holds today: due times, who owes them, and ended bodies. */
@Injectable()
export class ReviewObligations {
  constructor(
    private readonly database: Database,
    private readonly store: ObligationStore,
    private readonly outbox: Outbox,
  ) {}

  async execute(catalogue: Catalogue, now: Instant): Promise<void> {
    await this.database.transaction(async (tx) => {
      const unmet = await this.store.readUnmet(tx);
      const changed = reviewed(unmet, catalogue, dayOf(now), now);
      const rows = await this.store.change(tx, changed, catalogue.version, now);
      await this.outbox.append(tx, rows.map(obligationEvent));
    });
  }
}

/** The obligations that must change, as they should stand. */
export function reviewed(
  unmet: readonly ObligationRow[],
  catalogue: Catalogue,
  today: Day,
  now: Instant,
): ObligationRow[] {
  const owed = new Map<string, Map<string, OwedReport>>();
  return unmet.flatMap((row) => {
    const key = `${row.indicator} ${row.period}`;
    const reports = owed.get(key) ?? reportsByUnit(catalogue, row, today);
    owed.set(key, reports);
    const wanted = asItShouldStand(row, reports.get(row.unit), catalogue, today, now);
    return wanted ? [wanted] : [];
  });
}

function reportsByUnit(
  catalogue: Catalogue,
  { indicator, period: id }: ObligationRow,
  today: Day,
): Map<string, OwedReport> {
  const rule = catalogue.history('indicator', indicator).at(-1)?.attributes.periodRule;
  if (rule === undefined) return new Map();
  const period = periodOf(rule, id);
  const asking = askingOf(catalogue, indicator, period);
  const reports = asking ? owedReports(catalogue, indicator, period, asking, today) : [];
  return new Map(reports.map((report) => [report.unit, report]));
}

function asItShouldStand(
  row: ObligationRow,
  report: OwedReport | undefined,
  catalogue: Catalogue,
  today: Day,
  now: Instant,
): ObligationRow | undefined {
  if (!report) return { ...row, state: 'ended', reason: 'not-assigned' };
  const reportingUnit = owingToday(catalogue, report, today);
  if (reportingUnit === undefined) return { ...row, state: 'ended', reason: 'unit-ended' };
  const dueMoved = row.grace_ends_at !== report.graceEndsAt || row.due_at !== report.dueAt;
  if (!dueMoved && row.reporting_unit === reportingUnit && row.scored_unit === report.scoredUnit)
    return undefined;
  return {
    ...row,
    reporting_unit: reportingUnit,
    scored_unit: report.scoredUnit,
    due_at: report.dueAt,
    grace_ends_at: report.graceEndsAt,
    state: report.graceEndsAt <= now ? row.state : 'expected',
  };
}
