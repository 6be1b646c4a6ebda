import { type Day } from '#periods';

/** The newest version of a trend or rating. */
export interface Head {
  readonly lastDay: Day;
  readonly version: number;
  readonly digest: string;
  /** The verdict, or the rating. */
  readonly tag: string;
  readonly knownFrom: string;
  readonly demo: boolean;
}

/** The newest versions of a subject, by unit and period. */
export class Heads {
  size = 0;
  private readonly units = new Map<string, Map<string, Head>>();

  of(unit: string, period: string): Head | undefined {
    return this.units.get(unit)?.get(period);
  }

  set(unit: string, period: string, head: Head): void {
    const periods = this.units.get(unit) ?? new Map<string, Head>();
    this.units.set(unit, periods);
    if (!periods.has(period)) this.size += 1;
    periods.set(period, head);
  }

  /** All that end on the day or later. */
  *since(day: Day): Generator<{ readonly unit: string; readonly period: string; readonly head: Head }> {
    for (const [unit, periods] of this.units)
      for (const [period, head] of periods) if (head.lastDay >= day) yield { unit, period, head };
  }
}
