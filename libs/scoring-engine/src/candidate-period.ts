export type Frequency = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';

/** What is known of an indicator for one period: one observation, or two that contradict each other. */
export interface Cell {
  readonly observationId: string;
  readonly revision: number;
  /** Absent where the unit reported that there is no value. */
  readonly value?: number;
  readonly numerator?: number;
  readonly denominator?: number;
  /** ISO 8601 in UTC with milliseconds. */
  readonly recordedAt: string;
  readonly demo?: boolean;
  /** The same revision came with two values: neither counts. */
  readonly conflict?: boolean;
}

/** A period of an indicator with what came for it and whether it is owed. */
export interface CandidatePeriod {
  readonly period: string;
  /** 'YYYY-MM-DD', inclusive. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly cell?: Cell | undefined;
  /** Something came for it that could not be processed: what is known of it may be old. */
  readonly unprocessed?: boolean | undefined;
  /** State of the obligation; absent where nothing was ever owed. */
  readonly obligation?: 'expected' | 'received' | 'late' | 'ended' | undefined;
}

/** The period that a score is for; days inclusive. */
export interface ScorePeriod {
  readonly id: string;
  readonly firstDay: string;
  readonly lastDay: string;
}
