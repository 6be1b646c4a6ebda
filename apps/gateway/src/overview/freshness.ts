import { type Freshness, type Instant } from '#contracts';
import { type DueCount } from '../obligations/obligation.query.js';
import { present } from '../questions/present.js';

/**
 * How many of the reports that are due are in; a unit has reported when none of its reports is open or late. Bodies that
 * only lend the province a value owe reports, but are none of the units that report.
 */
export function freshnessOf(
  counts: readonly DueCount[],
  updatedAt: Instant | undefined,
  isUnit: (code: string) => boolean,
): Freshness {
  const byUnit = Map.groupBy(
    counts.filter((count) => count.state !== 'ended' && isUnit(count.unit)),
    (count) => count.unit,
  );
  const sum = (state: DueCount['state']): number =>
    counts.filter((count) => count.state === state).reduce((total, { count }) => total + count, 0);
  const [expected, received, late] = [sum('expected'), sum('received'), sum('late')];
  return {
    ...present('updatedAt', updatedAt),
    unitsExpected: byUnit.size,
    unitsReported: [...byUnit.values()].filter((own) => own.every((count) => count.state === 'received'))
      .length,
    reportsExpected: expected + received + late,
    reportsReceived: received,
    reportsLate: late,
  };
}
