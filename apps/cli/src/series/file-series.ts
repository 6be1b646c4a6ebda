import type { SeriesPoint } from '#scoring-engine';
import { InputProblem } from '../input-problem.js';
import { placeOfPeriod, type SeriesFrequency } from './period-index.js';

/** One series of a file, its points in order of time. */
export interface FileSeries {
  readonly name: string;
  /** Where it begins. */
  readonly line: number;
  readonly frequency: SeriesFrequency;
  readonly points: readonly SeriesPoint[];
}

/** A row of a series file as it was read. */
export interface SeriesRow {
  readonly line: number;
  readonly period: string;
  /** Absent where the cell is empty: a missing value. */
  readonly value?: number;
}

/**
 * Gathers the rows of one series, in any order of periods.
 *
 * A series with a fault gives no result: its other values would be a series that nobody sent.
 */
export class SeriesBuilder {
  #frequency: SeriesFrequency | undefined;
  #isSound = true;
  readonly #lines = new Map<number, number>();
  readonly #points: SeriesPoint[] = [];

  constructor(
    private readonly file: string,
    readonly name: string,
    readonly line: number,
    private readonly complain: (problem: InputProblem) => void,
  ) {}

  /** A row of this series could not be read. */
  spoil(problem: InputProblem): void {
    this.#isSound = false;
    this.complain(problem);
  }

  add({ line, period, value }: SeriesRow): void {
    const place = placeOfPeriod(period);
    if (place === undefined) return this.refuse(line, 'period.invalid', wrongPeriod(period));
    this.#frequency ??= place.frequency;
    if (place.frequency !== this.#frequency) {
      const detail = `${period} is a ${place.frequency} in a series of ${this.#frequency}s; keep them apart`;
      return this.refuse(line, 'period.mixed', detail);
    }
    const before = this.#lines.get(place.index);
    if (before !== undefined) {
      const detail = `series ${this.name} has ${period} already on line ${before}; give each period one value`;
      return this.refuse(line, 'cell.two-values', detail);
    }
    this.#lines.set(place.index, line);
    if (value !== undefined) this.#points.push({ index: place.index, value });
  }

  /** The series, or undefined where something was wrong with it and has been told. */
  finish(): FileSeries | undefined {
    if (this.#isSound && this.#points.length === 0)
      this.refuse(this.line, 'column.all-missing', `series ${this.name} has no value at all`);
    if (!this.#isSound || this.#frequency === undefined) return undefined;
    const points = this.#points.toSorted((a, b) => a.index - b.index);
    return { name: this.name, line: this.line, frequency: this.#frequency, points };
  }

  private refuse(line: number, code: string, detail: string): void {
    this.spoil(new InputProblem(this.file, line, code, detail));
  }
}

function wrongPeriod(period: string): string {
  return `"${period}" is no period; write 2024, 2024-H1, 2024-Q1, 2024-03, 2024-W07 or 2024-03-15`;
}
