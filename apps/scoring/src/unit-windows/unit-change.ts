import { type ObligationChanged, type ObservationRecorded, type PlanRecorded } from '#contracts';
import { addDays, type Day, PeriodError } from '#periods';
import { type ReceivedEvent, type Slice } from '#messaging';
import { type AnsweringUnits } from '../method/answering-units.js';
import { seriesKey } from '../method/expected-rows.js';
import { type Indicator, type ScoringRules } from '../method/scoring-rules.js';
import { type Touched } from '../unit-scores/touched.js';
import { type Begins, fingerprintOf, type UnitWindow, type WindowCell } from './unit-window.js';
import { type Fresh } from './unit-window.store.js';

type Dated = Indicator & { readonly period: { readonly lastDay: Day } };

/** An event together with what the catalogue says about its indicator. */
export interface UnitChange<T> {
  readonly data: T;
  readonly indicator: NonNullable<ReturnType<ScoringRules['indicator']>>;
  /** The unit whose scores it may move: the one for which it was given, or one that answers for it later. */
  readonly unit: string;
  readonly begins: Begins;
  /** The window must reach back to this day for the scores that the event may move. */
  readonly fromDay: Day;
}

/** Yearly values are bridged longest: the score's newest year may be one back, and three more count. */
export const REACH_DAYS = 1250;

type Place = Pick<ObservationRecorded, 'indicator' | 'unit' | 'scoredUnit'>;

/**
 * Reads the events of a slice, one change a unit that an event may move; one whose indicator or period the catalogue does
 * not know is put aside with its reason.
 *
 * @param periodsOf  of which an event speaks, the earliest first
 */
export function changesOf<T extends Place>(
  slice: Slice<T>,
  answering: AnsweringUnits,
  periodsOf: (data: T) => readonly string[],
): UnitChange<T>[] {
  return slice.events.flatMap((event) => changesOfEvent(slice, event, answering, periodsOf(event.data)));
}

function changesOfEvent<T extends Place>(
  slice: Slice<T>,
  event: ReceivedEvent<T>,
  answering: AnsweringUnits,
  periods: readonly string[],
): UnitChange<T>[] {
  const { data } = event;
  const { unit, scoredUnit } = data;
  try {
    const dated = periods.flatMap((period) => answering.rules.indicator(data.indicator, period) ?? []);
    const [indicator] = dated;
    if (!indicator) {
      slice.reject(event, 'indicator.unknown', `The catalogue has no indicator ${data.indicator}.`);
      return [];
    }
    const units = new Set(dated.flatMap((each) => answering.of({ indicator: each, unit, scoredUnit })));
    return [...units].map((scored) => ({
      data,
      indicator,
      unit: scored,
      begins: answering.begins({ indicator, unit, scoredUnit }, scored),
      fromDay: reachOf(indicator),
    }));
  } catch (error) {
    if (!(error instanceof PeriodError)) throw error;
    slice.reject(event, error.code, error.message);
    return [];
  }
}

const reachOf = ({ kind, period }: Dated): Day =>
  kind === 'outcome' ? period.lastDay : addDays(period.lastDay, -REACH_DAYS);

/** Takes an observation into its window; gives the row to be stored unless the window held a newer revision already. */
export function mergeObservation(
  window: UnitWindow,
  { data, indicator, unit, begins }: UnitChange<ObservationRecorded>,
  touched: Touched,
): Fresh<ObservationRecorded> | undefined {
  const fingerprint = fingerprintOf(data.value, data.numerator, data.denominator);
  const series = seriesKey(data.indicator, data.unit);
  const known = window.cell(series, data.period);
  const isNew = window.mergeObservation(series, indicator.period, cellOf(data, fingerprint), begins);
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
  { data, indicator, unit, begins }: UnitChange<ObligationChanged>,
  touched: Touched,
): Fresh<ObligationChanged> | undefined {
  const { state, version, recordedAt: knownFrom } = data;
  const series = seriesKey(data.indicator, data.unit);
  const { newer, matters } = window.mergeOwed(
    series,
    indicator.period,
    { state, version, knownFrom },
    begins,
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
