import {
  ObservationRecordedV1,
  type AlertChanged,
  type CatalogueEntry,
  type ClockMoved,
  type ExplanationChanged,
  type ForecastChanged,
  ForecastChangedV1,
  type ObligationChanged,
  type ObservationRecorded,
  type ObservationReturned,
  type PlanRecorded,
  type PublicationCompleted,
  type RankChanged,
  RankChangedV1,
  type RatingChanged,
  RatingChangedV1,
  type ScoreChanged,
  type TrendChanged,
  TrendChangedV1,
} from '#contracts';
import { day, float, instant, int, json, text, truth, versionTable } from './version-table.js';

/** Nodes are filed under their index, indicators under the empty one, so that the key has no null. */
const indexOf = (state: { index?: string }): string => state.index ?? '';

export const SCORES = versionTable<ScoreChanged>({
  table: 'score_version',
  topic: 'score',
  columns: {
    unit: text((score) => score.unit),
    index_code: text((score) => score.index),
    component: text((score) => score.component),
    rule: text((score) => score.periodRule),
    period: text((score) => score.period),
    edition: text((score) => score.edition),
    level: text((score) => score.level),
    state: text((score) => score.state),
    reason: text((score) => score.reason),
    value: float((score) => score.value),
    published: float((score) => score.published),
    coverage: float((score) => score.coverage),
    parts: json((score) => score.parts),
  },
  keyOf: (score) => `${score.unit}:${score.index}/${score.component}:${score.periodRule}:${score.period}`,
  unitOf: (score) => score.unit,
  knownFrom: (score) => score.knownFrom,
});

export const OBSERVATIONS = versionTable<ObservationRecorded>({
  table: 'observation_version',
  topic: 'observation',
  columns: {
    indicator: text((value) => value.indicator),
    unit: text((value) => value.unit),
    period: text((value) => value.period),
    id: text((value) => value.id),
    scored_unit: text((value) => value.scoredUnit),
    revision: int((value) => value.revision),
    value: float((value) => value.value),
    numerator: float((value) => value.numerator),
    denominator: float((value) => value.denominator),
    unit_of_measure: text((value) => value.unitOfMeasure),
    status: text((value) => value.status),
    flag: text((value) => value.flag),
    reason: text((value) => value.reason),
    note: text((value) => value.note),
    reported_by: text((value) => value.reportedBy),
  },
  keyOf: (value) => ObservationRecordedV1.entityOf(value),
  unitOf: (value) => value.scoredUnit,
  knownFrom: (value) => value.recordedAt,
});

export const RATINGS = versionTable<RatingChanged>({
  table: 'rating_version',
  topic: 'rating',
  columns: {
    unit: text((rating) => rating.unit),
    index_code: text(indexOf),
    subject: text((rating) => rating.subject),
    rule: text((rating) => rating.periodRule),
    period: text((rating) => rating.period),
    subject_kind: text((rating) => rating.subjectKind),
    rating: text((rating) => rating.rating),
    reason: text((rating) => rating.reason),
    value: float((rating) => rating.value),
    planned: float((rating) => rating.planned),
    base: float((rating) => rating.base),
    attainment: float((rating) => rating.attainment),
    tolerance: float((rating) => rating.tolerance),
    rule_version: text((rating) => rating.ruleVersion),
  },
  keyOf: (rating) => RatingChangedV1.entityOf(rating),
  unitOf: (rating) => rating.unit,
  knownFrom: (rating) => rating.knownFrom,
});

export const TRENDS = versionTable<TrendChanged>({
  table: 'trend_version',
  topic: 'trend',
  columns: {
    unit: text((trend) => trend.unit),
    index_code: text(indexOf),
    subject: text((trend) => trend.subject),
    rule: text((trend) => trend.periodRule),
    period: text((trend) => trend.period),
    subject_kind: text((trend) => trend.subjectKind),
    verdict: text((trend) => trend.verdict),
    strength: text((trend) => trend.strength),
    state: json((trend) => trend),
  },
  keyOf: (trend) => TrendChangedV1.entityOf(trend),
  unitOf: (trend) => trend.unit,
  knownFrom: (trend) => trend.knownFrom,
});

export const RANKS = versionTable<RankChanged>({
  table: 'rank_version',
  topic: 'rank',
  columns: {
    index_code: text(indexOf),
    subject: text((rank) => rank.subject),
    rule: text((rank) => rank.periodRule),
    period: text((rank) => rank.period),
    peer_group: text((rank) => rank.peerGroup),
    edition: text((rank) => rank.edition),
    completed: truth((rank) => rank.completed),
    of_n: int((rank) => rank.ofN),
    rows: json((rank) => rank.rows),
  },
  keyOf: (rank) => RankChangedV1.entityOf(rank),
  knownFrom: (rank) => rank.knownFrom,
});

export const FORECASTS = versionTable<ForecastChanged>({
  table: 'forecast_version',
  topic: 'forecast',
  columns: {
    unit: text((forecast) => forecast.unit),
    index_code: text(indexOf),
    subject: text((forecast) => forecast.subject),
    rule: text((forecast) => forecast.periodRule),
    period: text((forecast) => forecast.period),
    state: json((forecast) => forecast),
  },
  keyOf: (forecast) => ForecastChangedV1.entityOf(forecast),
  unitOf: (forecast) => forecast.unit,
  knownFrom: (forecast) => forecast.knownFrom,
});

export const OBLIGATIONS = versionTable<ObligationChanged>({
  table: 'obligation_version',
  topic: 'obligation',
  columns: {
    id: text((duty) => duty.id),
    indicator: text((duty) => duty.indicator),
    unit: text((duty) => duty.unit),
    reporting_unit: text((duty) => duty.reportingUnit),
    scored_unit: text((duty) => duty.scoredUnit),
    period: text((duty) => duty.period),
    state: text((duty) => duty.state),
    due_at: instant((duty) => duty.dueAt),
    grace_ends_at: instant((duty) => duty.graceEndsAt),
    received_at: instant((duty) => duty.receivedAt),
    reason: text((duty) => duty.reason),
  },
  keyOf: (duty) => duty.id,
  unitOf: (duty) => duty.scoredUnit,
  knownFrom: (duty) => duty.recordedAt,
});

export const PLANS = versionTable<PlanRecorded>({
  table: 'plan_version',
  topic: 'plan',
  columns: {
    indicator: text((plan) => plan.indicator),
    unit: text((plan) => plan.unit),
    id: text((plan) => plan.id),
    scored_unit: text((plan) => plan.scoredUnit),
    target_period: text((plan) => plan.target.period),
    target_value: float((plan) => plan.target.value),
    state: json((plan) => plan),
  },
  keyOf: (plan) => plan.id,
  unitOf: (plan) => plan.scoredUnit,
  knownFrom: (plan) => plan.recordedAt,
});

export const PUBLICATIONS = versionTable<PublicationCompleted>({
  table: 'publication_version',
  topic: 'publication',
  columns: {
    index_code: text((result) => result.index),
    period: text((result) => result.period),
    state: text((result) => result.state),
    expected: int((result) => result.expected),
    received: int((result) => result.received),
    published_on: day((result) => result.publishedOn),
    results: json((result) => result.results),
  },
  keyOf: (result) => `${result.index}:${result.period}`,
  knownFrom: (result) => result.recordedAt,
});

export const ALERTS = versionTable<AlertChanged>({
  table: 'alert_version',
  topic: 'alert',
  columns: {
    id: text((alert) => alert.id),
    rule: text((alert) => alert.rule),
    severity: text((alert) => alert.severity),
    alert_state: text((alert) => alert.state),
    unit: text((alert) => alert.unit),
    opened_at: instant((alert) => alert.openedAt),
    state: json((alert) => alert),
  },
  keyOf: (alert) => alert.id,
  unitOf: (alert) => alert.unit,
  knownFrom: (alert) => alert.knownFrom,
});

export const EXPLANATIONS = versionTable<ExplanationChanged>({
  table: 'explanation_version',
  topic: 'explanation',
  columns: {
    id: text((explanation) => explanation.id),
    alert: text((explanation) => explanation.alert),
    unit: text((explanation) => explanation.unit),
    explanation_state: text((explanation) => explanation.state),
    due_at: instant((explanation) => explanation.dueAt),
    state: json((explanation) => explanation),
  },
  keyOf: (explanation) => explanation.id,
  unitOf: (explanation) => explanation.unit,
  knownFrom: (explanation) => explanation.knownFrom,
});

export const RETURNED = versionTable<ObservationReturned>({
  table: 'returned_version',
  topic: 'observation',
  columns: {
    id: text((row) => row.id),
    unit: text((row) => row.unit),
    indicator: text((row) => row.indicator),
    period: text((row) => row.period),
    state: json((row) => row),
  },
  keyOf: (row) => `returned:${row.id}`,
  unitOf: (row) => row.unit,
  knownFrom: (row) => row.recordedAt,
});

export const ENTRIES = versionTable<CatalogueEntry>({
  table: 'catalogue_entry_version',
  topic: 'catalogue',
  columns: {
    kind: text((entry) => entry.kind),
    code: text((entry) => entry.code),
    valid_from: day((entry) => entry.validFrom),
    valid_to: day((entry) => entry.validTo),
    attributes: json((entry) => entry.attributes),
  },
  keyOf: (entry) => `${entry.kind}:${entry.code}:${entry.validFrom}`,
  knownFrom: (entry) => entry.recordedAt,
});

export const CLOCK = versionTable<ClockMoved>({
  table: 'clock_version',
  topic: 'clock',
  columns: { state: json((clock) => clock) },
  keyOf: () => 'business',
  knownFrom: (clock) => clock.real,
});
