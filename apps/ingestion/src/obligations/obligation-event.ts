import { eventOf, type ObligationChanged, ObligationChangedV1, type OutgoingEvent } from '#contracts';
import { type ObligationRow } from './obligation.store.js';

/** The event of an obligation's newest state. */
export const obligationEvent = (row: ObligationRow): OutgoingEvent<ObligationChanged> =>
  eventOf(ObligationChangedV1, {
    id: `${row.indicator}:${row.unit}:${row.period}`,
    version: row.version,
    cause: row.cause,
    catalogueVersion: row.catalogue_version,
    ...(row.demo ? { demo: true } : {}),
    indicator: row.indicator,
    unit: row.unit,
    reportingUnit: row.reporting_unit,
    scoredUnit: row.scored_unit,
    period: row.period,
    state: row.state,
    dueAt: row.due_at,
    graceEndsAt: row.grace_ends_at,
    ...(row.received_at === null ? {} : { receivedAt: row.received_at }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    recordedAt: row.known_from,
  });
