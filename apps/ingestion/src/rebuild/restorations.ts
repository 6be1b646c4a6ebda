import {
  CatalogueV1,
  type ClockMoved,
  ClockMovedV1,
  type ObligationChanged,
  ObligationChangedV1,
  type ObservationRecorded,
  ObservationRecordedV1,
  type PlanRecorded,
  PlanRecordedV1,
  type PublicationCompleted,
  PublicationCompletedV1,
} from '#contracts';
import { restoration, type Restoration, type Row } from '#messaging';

interface State {
  readonly cause: string;
  readonly demo?: boolean;
  readonly catalogueVersion: number;
  readonly recordedAt: string;
}

const stateOf = ({ cause, demo, catalogueVersion, recordedAt }: State): Row => ({
  cause,
  demo: demo === true,
  catalogue_version: catalogueVersion,
  known_from: recordedAt,
});

interface Entry extends State {
  readonly kind: string;
  readonly code: string;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly version: number;
  readonly attributes: unknown;
}

const entryRow = (entry: Entry): Row => ({
  kind: entry.kind,
  code: entry.code,
  valid_from: entry.validFrom,
  version: entry.version,
  valid_to: entry.validTo ?? null,
  attributes: entry.attributes,
  ...stateOf(entry),
});

const observationRow = (value: ObservationRecorded): Row => ({
  indicator: value.indicator,
  period: value.period,
  unit: value.unit,
  revision: value.revision,
  id: value.id,
  scored_unit: value.scoredUnit,
  value: value.value,
  numerator: value.numerator ?? null,
  denominator: value.denominator ?? null,
  unit_of_measure: value.unitOfMeasure,
  status: value.status,
  flag: value.flag ?? null,
  reason: value.reason ?? null,
  note: value.note ?? null,
  reported_by: value.reportedBy ?? null,
  // The moment of writing was not sent; the moment from which it is known is the nearest to it.
  written_at: value.recordedAt,
  ...stateOf(value),
});

const obligationRow = (duty: ObligationChanged): Row => ({
  indicator: duty.indicator,
  period: duty.period,
  unit: duty.unit,
  version: duty.version,
  reporting_unit: duty.reportingUnit,
  scored_unit: duty.scoredUnit,
  state: duty.state,
  due_at: duty.dueAt,
  grace_ends_at: duty.graceEndsAt,
  received_at: duty.receivedAt ?? null,
  reason: duty.reason ?? null,
  ...stateOf(duty),
});

const planRow = (plan: PlanRecorded): Row => ({
  indicator: plan.indicator,
  unit: plan.unit,
  target_period: plan.target.period,
  version: plan.version,
  scored_unit: plan.scoredUnit,
  base_period: plan.base.period,
  base_value: plan.base.value,
  target_value: plan.target.value,
  shape: plan.shape,
  points: plan.points,
  issuer: plan.issuer ?? null,
  ...stateOf(plan),
});

const publicationRow = (publication: PublicationCompleted): Row => ({
  index_code: publication.index,
  period: publication.period,
  version: publication.version,
  state: publication.state,
  expected: publication.expected,
  received: publication.received,
  published_on: publication.publishedOn ?? null,
  results: publication.results,
  // Who closed it was not sent, but that somebody did: it stays closed.
  closed_by: publication.state === 'partial' ? 'rebuild' : null,
  ...stateOf(publication),
});

const clockRow = ({ version, now, real, running, demoFeed }: ClockMoved): Row => ({
  singleton: true,
  version,
  now_at: now,
  real_at: real,
  running,
  state: demoFeed?.state ?? 'over',
  demo_from: demoFeed?.from ?? now.slice(0, 10),
  demo_until: demoFeed?.until ?? now.slice(0, 10),
  played: demoFeed?.played ?? 0,
  total: demoFeed?.total ?? 0,
});

/** Everything that ingestion has sent, as rows of its tables. */
export const restorations: readonly Restoration[] = [
  restoration(CatalogueV1, { table: 'catalogue_entry', rowOf: entryRow }),
  restoration<ObservationRecorded>(ObservationRecordedV1, { table: 'observation', rowOf: observationRow }),
  restoration<ObligationChanged>(ObligationChangedV1, { table: 'obligation_version', rowOf: obligationRow }),
  restoration<PlanRecorded>(PlanRecordedV1, { table: 'plan_version', rowOf: planRow }),
  restoration<PublicationCompleted>(PublicationCompletedV1, {
    table: 'publication_version',
    rowOf: publicationRow,
  }),
  restoration<ClockMoved>(ClockMovedV1, {
    table: 'business_clock',
    newestBy: ['singleton'],
    rowOf: clockRow,
  }),
];
