import { hash } from 'node:crypto';
import { type ObligationChanged, type ObservationRecorded, type PlanRecorded } from '#contracts';

let made = 0;

/** A recorded value of an on-time rate of a department; give what the test is about. */
export function anObservation(given: Partial<ObservationRecorded> = {}): ObservationRecorded {
  const { indicator = 'SVC.ONTIME', unit = 'STNMT', period = '2024-03', revision = 0 } = given;
  const identity = `${indicator}:${unit}:${period}:${revision}:${given.value ?? 95}`;
  return {
    id: hash('md5', identity),
    indicator,
    unit,
    scoredUnit: unit,
    period,
    value: 95,
    status: 'official',
    revision,
    version: revision + 1,
    unitOfMeasure: '%',
    cause: 'live',
    catalogueVersion: 1,
    recordedAt: `2024-03-22T03:15:${String(made++ % 60).padStart(2, '0')}.000Z`,
    ...given,
  };
}

/** A value that a province got in a published index. */
export const aPublishedValue = (given: Partial<ObservationRecorded>): ObservationRecorded =>
  anObservation({
    unit: 'TN',
    period: '2016',
    cause: 'backfill',
    recordedAt: '2017-03-14T05:00:00.000Z',
    ...given,
  });

export function anObligation(given: Partial<ObligationChanged> = {}): ObligationChanged {
  const { indicator = 'SVC.ONTIME', unit = 'STNMT', period = '2024-03' } = given;
  return {
    id: `${indicator}:${unit}:${period}`,
    indicator,
    unit,
    reportingUnit: unit,
    scoredUnit: unit,
    period,
    state: 'late',
    version: 1,
    cause: 'live',
    catalogueVersion: 1,
    dueAt: '2024-03-25T10:00:00.000Z',
    graceEndsAt: '2024-03-27T10:00:00.000Z',
    recordedAt: '2024-03-27T10:00:00.000Z',
    ...given,
  };
}

/** A plan that wants one value in every month of a year. */
export function aPlan(target: number, given: Partial<PlanRecorded> = {}): PlanRecorded {
  const { indicator = 'SVC.ONTIME', unit = 'STNMT' } = given;
  const months = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));
  return {
    id: `${indicator}:${unit}:2024-12`,
    version: 1,
    indicator,
    unit,
    scoredUnit: unit,
    base: { period: '2023-12', value: 80 },
    target: { period: '2024-12', value: target },
    shape: 'linear',
    points: months.map((month) => ({ period: `2024-${month}`, lastDay: `2024-${month}-20`, value: target })),
    recordedAt: '2024-01-05T02:00:00.000Z',
    cause: 'live',
    catalogueVersion: 1,
    ...given,
  };
}
