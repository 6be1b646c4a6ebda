import fc from 'fast-check';
import {
  type ObligationChanged,
  type ObservationRecorded,
  type PlanRecorded,
  type PublicationCompleted,
} from '#contracts';
import { anObligation, anObservation, aPlan } from '../builders.js';
import { type CatalogueChange, DEPARTMENTS, MERGED, MONTHLY, PROVINCES } from './log-catalogue.js';

/** One entry of a log. */
export type LogEvent =
  | { readonly kind: 'observation'; readonly data: ObservationRecorded }
  | { readonly kind: 'obligation'; readonly data: ObligationChanged }
  | { readonly kind: 'plan'; readonly data: PlanRecorded }
  | { readonly kind: 'publication'; readonly data: PublicationCompleted }
  | { readonly kind: 'catalogue'; readonly data: CatalogueChange & { readonly version: number } };

const MONTHS = ['2024-10', '2024-11', '2024-12', '2025-01', '2025-02', '2025-03', '2025-04'];
const WEEKS = ['2024-W49', '2025-W02', '2025-W06', '2025-W11'];
const YEARS = ['2021', '2022', '2023', '2024'];
/** Some before and some long after the period: late values and corrections. */
const RECORDED = ['2024-11-25', '2025-01-02', '2025-02-25', '2025-04-08', '2025-09-30'].map(
  (day) => `${day}T03:15:00.000Z`,
);

const common = {
  revision: fc.integer({ min: 0, max: 2 }),
  cause: fc.constantFrom('live' as const, 'backfill' as const, 'correction' as const),
};

/** Ingestion gives a revision out once, later than the one before it; two that contradict each other differ in time. */
function observation(data: Partial<ObservationRecorded> & { revision: number; value: number }): LogEvent {
  const at = 2 * data.revision + (Math.round(100 * data.value) % 2);
  return { kind: 'observation', data: anObservation({ ...data, recordedAt: RECORDED[Math.min(at, 4)]! }) };
}

/** Few values, so that the same revision comes with the same value, and with another. */
const percent = fc.integer({ min: 82, max: 98 });
const monthOf = fc.record({
  unit: fc.constantFrom(...DEPARTMENTS, MERGED),
  indicator: fc.constantFrom(...MONTHLY, 'SVC.OVERDUE'),
  period: fc.constantFrom(...MONTHS),
});

const monthly = fc
  .record({ where: monthOf, value: percent, hasParts: fc.boolean(), ...common })
  .map(({ where, value, hasParts, ...rest }) =>
    observation({
      ...where,
      ...rest,
      value,
      ...(hasParts ? { numerator: 2 * value, denominator: 200 } : {}),
    }),
  );

const weekly = fc
  .record({ period: fc.constantFrom(...WEEKS), value: fc.integer({ min: 1, max: 6 }), ...common })
  .map((rest) =>
    observation({ ...rest, indicator: 'ENT.DAYS', unit: 'SKHDT', unitOfMeasure: 'ngày làm việc' }),
  );

const yearly = fc
  .record({ unit: fc.constantFrom(...DEPARTMENTS), period: fc.constantFrom('2023', '2024'), ...common })
  .map((rest) => observation({ ...rest, indicator: 'TASK.PLAN', value: 1 }));

/** A month of the province, with the department that answers for it as far as is known, or that does after the merger. */
const answered = fc.record({
  indicator: fc.constant('ENT.ONTIME'),
  unit: fc.constant('TN'),
  scoredUnit: fc.constantFrom('SKHDT', 'SKHDT', MERGED),
  period: fc.constantFrom(...MONTHS),
});

const ofProvince = fc
  .record({ where: answered, value: percent, ...common })
  .map(({ where, ...rest }) => observation({ ...rest, ...where }));

const published = fc
  .record({
    unit: fc.constantFrom(...PROVINCES),
    indicator: fc.constantFrom('PAPI.4.1', 'PAPI.4.2', 'PAPI.4.3', 'PAPI.4.4'),
    period: fc.constantFrom(...YEARS),
    value: fc.integer({ min: 30, max: 240 }).map((value) => value / 100),
    ...common,
  })
  .map((rest) => observation({ ...rest, unitOfMeasure: 'điểm' }));

/** All parts of a dimension in all years of one province: enough for a trend. */
const wholeDimension = fc
  .record({ unit: fc.constantFrom(...PROVINCES), start: fc.integer({ min: 100, max: 150 }), ...common })
  .map(({ unit, start, ...rest }) =>
    YEARS.flatMap((period, year) =>
      [1, 2, 3, 4].map((part) =>
        observation({
          ...rest,
          unit,
          period,
          indicator: `PAPI.4.${part}`,
          value: (start + 15 * year + part) / 100,
          unitOfMeasure: 'điểm',
        }),
      ),
    ),
  );

const obligation = fc
  .record({
    where: fc.oneof({ weight: 3, arbitrary: monthOf }, { weight: 1, arbitrary: answered }),
    state: fc.constantFrom('expected' as const, 'late' as const, 'received' as const, 'ended' as const),
    cause: common.cause,
  })
  .map(({ where, state, cause }): LogEvent => {
    // A version says one thing: the state follows from it, as it does where ingestion gives it out.
    const version = ['expected', 'late', 'received', 'ended'].indexOf(state) + 1;
    return {
      kind: 'obligation',
      data: anObligation({ ...where, state, version, recordedAt: RECORDED[version]!, cause }),
    };
  });

const plan = fc
  .record({
    where: fc.oneof(
      fc.record({ unit: fc.constantFrom(...DEPARTMENTS), indicator: fc.constantFrom(...MONTHLY) }),
      fc.constant({ unit: 'TN', scoredUnit: 'SKHDT', indicator: 'ENT.ONTIME' }),
    ),
    version: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ version, where }): LogEvent => {
    const id = `${where.indicator}:${where.unit}:2024-12`;
    return { kind: 'plan', data: aPlan(90 + version, { ...where, id, version }) };
  });

const publication = fc
  .record({ period: fc.constantFrom(...YEARS), version: fc.integer({ min: 1, max: 2 }) })
  .map(({ period, version }): LogEvent => ({
    kind: 'publication',
    data: {
      id: `PAPI:${period}`,
      index: 'PAPI',
      period,
      state: version === 2 ? 'completed' : 'partial',
      expected: PROVINCES.length,
      received: version + 2,
      results: PROVINCES.map((unit, at) => ({ unit, value: 40 + at + version, rank: at + 1 })),
      recordedAt: '2025-05-12T05:00:00.000Z',
      version,
      cause: 'backfill',
      catalogueVersion: 1,
    } as PublicationCompleted,
  }));

const single = (event: fc.Arbitrary<LogEvent>): fc.Arbitrary<LogEvent[]> => event.map((each) => [each]);

const piece = fc.oneof(
  { weight: 12, arbitrary: single(monthly) },
  { weight: 1, arbitrary: single(weekly) },
  { weight: 1, arbitrary: single(yearly) },
  { weight: 3, arbitrary: single(ofProvince) },
  { weight: 2, arbitrary: single(published) },
  { weight: 1, arbitrary: wholeDimension },
  { weight: 4, arbitrary: single(obligation) },
  { weight: 2, arbitrary: single(plan) },
  { weight: 1, arbitrary: single(publication) },
);

/** Departments that end on 28 February 2025, by every catalogue or by that of the merger. */
const ENDS = new Map([
  ['STNMT', true],
  ['SXD', true],
  ['SKHDT', false],
  ['STC', false],
]);
const FIRST_AFTER_END = '2025-03';

/**
 * What ingestion lets through: nothing for a unit after its end as far as it is known, so that of units whose merger is
 * recorded late there are reports for months in which they were no more; and nothing of the merged department where the
 * log does not found it; where it does, what speaks of it was made under that catalogue.
 */
function underCatalogue(events: readonly LogEvent[], mergerAt: number): LogEvent[] {
  return events.flatMap((event): LogEvent[] => {
    if (event.kind !== 'observation' && event.kind !== 'obligation') return [event];
    const { scoredUnit, period } = event.data;
    if (scoredUnit !== MERGED)
      return ENDS.get(scoredUnit) === true && period >= FIRST_AFTER_END ? [] : [event];
    if (mergerAt < 0 || period < FIRST_AFTER_END) return [];
    const catalogueVersion = mergerAt + 2;
    return event.kind === 'observation'
      ? [{ ...event, data: { ...event.data, catalogueVersion } }]
      : [{ ...event, data: { ...event.data, catalogueVersion } }];
  });
}

/** Logs with corrections, conflicts, late values, changes of the catalogue and a merger. */
export const logsWith = (changes: readonly CatalogueChange[]): fc.Arbitrary<LogEvent[]> =>
  fc
    .record({
      pieces: fc.array(piece, { minLength: 4, maxLength: 30 }),
      drawn: fc.shuffledSubarray([...changes], { maxLength: 4 }),
    })
    .map(({ pieces, drawn }) => [
      ...underCatalogue(
        pieces.flat(),
        drawn.findIndex(({ name }) => name === 'merger'),
      ),
      ...drawn.map((change, at): LogEvent => ({ kind: 'catalogue', data: { ...change, version: at + 2 } })),
    ]);
