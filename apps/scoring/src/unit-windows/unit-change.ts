import { type ObligationChanged, type ObservationRecorded, type PlanRecorded } from '#contracts';
import { addDays, type Day, PeriodError } from '#periods';
import { type ReceivedEvent, type Slice } from '#messaging';
import { entersUnitScores, type Indicator, type ScoringRules, seriesKey } from '../method/scoring-rules.js';
import { type Touched } from '../unit-scores/touched.js';
import { fingerprintOf, type UnitWindow, type WindowCell } from './unit-window.js';
import { type Fresh } from './unit-window.store.js';

type Dated = Indicator & { readonly period: { readonly lastDay: Day } };

/** An event together with what the catalogue says about its indicator. */
export interface UnitChange<T> {
  readonly data: T;
  readonly indicator: NonNullable<ReturnType<ScoringRules['indicator']>>;
  readonly unit: string;
  /** The window must reach back to this day for the scores that the event may move. */
  readonly fromDay: Day;
}

/** Yearly values are bridged longest: the score's newest year may be one back, and three more count. */
export const REACH_DAYS = 1250;

/** Reads the events of a slice; one whose indicator or period the catalogue does not know is put aside with its reason. */
export function changesOf<T extends { indicator: string; scoredUnit: string }>(
  slice: Slice<T>,
  rules: ScoringRules,
  periodOfEvent: (data: T) => string,
): UnitChange<T>[] {
  return slice.events.flatMap((event) => changeOf(slice, event, rules, periodOfEvent(event.data)) ?? []);
}

function changeOf<T extends { indicator: string; scoredUnit: string }>(
  slice: Slice<T>,
  event: ReceivedEvent<T>,
  rules: ScoringRules,
  period: string,
): UnitChange<T> | undefined {
  const { data } = event;
  try {
    const indicator = rules.indicator(data.indicator, period);
    if (indicator) return { data, indicator, unit: data.scoredUnit, fromDay: reachOf(indicator) };
    slice.reject(event, 'indicator.unknown', `The catalogue has no indicator ${data.indicator}.`);
  } catch (error) {
    if (!(error instanceof PeriodError)) throw error;
    slice.reject(event, error.code, error.message);
  }
  return undefined;
}

const reachOf = ({ kind, period }: Dated): Day =>
  kind === 'outcome' ? period.lastDay : addDays(period.lastDay, -REACH_DAYS);

/** Takes an observation into its window; gives the row to be stored unless the window held a newer revision already. */
export function mergeObservation(
  window: UnitWindow,
  { data, indicator, unit }: UnitChange<ObservationRecorded>,
  touched: Touched,
): Fresh<ObservationRecorded> | undefined {
  const fingerprint = fingerprintOf(data.value, data.numerator, data.denominator);
  const series = seriesKey(data.indicator, data.unit);
  const known = window.cell(series, data.period);
  const isNew = window.mergeObservation(
    series,
    indicator.period,
    cellOf(data, fingerprint),
    entersUnitScores(indicator),
  );
  if (isNew) {
    touched.addIndicator(unit, indicator, data.cause);
    touched.addSeries(indicator, data.unit, indicator.period, data.cause, data.recordedAt);
  }
  const isCopy = !isNew && known?.revision === data.revision && known.fingerprint === fingerprint;
  return isCopy ? undefined : { data, lastDay: indicator.period.lastDay, fingerprint };
}

function cellOf(data: ObservationRecorded, fingerprint: number): WindowCell {
  const { id, revision, value, numerator, denominator, recordedAt, flag, demo } = data;
  return {
    observationId: id,
    revision,
    value,
    recordedAt,
    fingerprint,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    ...(flag === undefined ? {} : { flag }),
    ...(demo ? { demo: true } : {}),
  };
}

/** Takes the state of an obligation in; only whether a report is late decides anything in scoring. */
export function mergeObligation(
  window: UnitWindow,
  { data, indicator, unit }: UnitChange<ObligationChanged>,
  touched: Touched,
): Fresh<ObligationChanged> | undefined {
  const { state, version, recordedAt: knownFrom } = data;
  const series = seriesKey(data.indicator, data.unit);
  const { newer, matters } = window.mergeOwed(
    series,
    indicator.period,
    { state, version, knownFrom },
    entersUnitScores(indicator),
  );
  if (matters) {
    touched.addIndicator(unit, indicator, data.cause);
    touched.addSeries(indicator, data.unit, indicator.period, data.cause, knownFrom);
  }
  return newer ? { data, lastDay: indicator.period.lastDay, fingerprint: 0 } : undefined;
}

/** Takes a plan in; every period that it speaks of may be rated anew. */
export function mergePlan(
  window: UnitWindow,
  { data, unit }: UnitChange<PlanRecorded>,
  touched: Touched,
  rules: ScoringRules,
): Fresh<PlanRecorded> | undefined {
  const isNew = window.mergePlan(seriesKey(data.indicator, data.unit), {
    plan: data.id,
    version: data.version,
    base: data.base.value,
    points: new Map(data.points.map(({ period, value }) => [period, value])),
    knownFrom: data.recordedAt,
  });
  if (!isNew) return undefined;
  for (const { period } of data.points) {
    const dated = rules.indicator(data.indicator, period);
    if (!dated) continue;
    touched.addIndicator(unit, dated, data.cause);
    touched.addSeries(dated, data.unit, dated.period, data.cause, data.recordedAt);
  }
  const first = data.points.reduce((a, b) => (a.lastDay < b.lastDay ? a : b), data.points[0]!);
  return { data, lastDay: first.lastDay, fingerprint: 0 };
}
