import { type Period } from '#periods';
import { type NodeRow } from './node-panel.store.js';

/** One period of a unit's series: what its trend and its rating read. */
export interface PanelPoint {
  readonly period: Period;
  /** Absent where there is none, where two contradict each other, and where it was only carried forward. */
  readonly value?: number;
  /** No trend across a change of it: the edition, or the number of breaks so far. */
  readonly segment: string | number;
  readonly rated: {
    readonly value?: number;
    readonly base?: number;
    readonly target?: number;
    readonly pastDue: boolean;
  };
  readonly knownFrom: string;
  readonly demo: boolean;
}

/** How a subject's series are judged on a day. */
export interface SubjectRule {
  readonly direction: 'up' | 'down' | 'neutral';
  readonly tolerance: number;
  readonly threshold: number;
  readonly season?: number;
  /** Whether a unit without trajectory is said to be unrated, or nothing is said. */
  readonly isRated: boolean;
}

/** All series of one subject, by unit, each in the order of time; none without a point. What was withdrawn is in none. */
export interface Panel {
  readonly series: ReadonlyMap<string, readonly PanelPoint[]>;
  /** Of a node, every score of the time, those that were withdrawn included: what rankings are made of. */
  readonly scores: readonly NodeRow[];
  readonly ruleOf: (period: Period) => SubjectRule;
}
