import { type AlertChanged, type Cause, type Instant } from '#contracts';
import { type Rule } from '../rules/rule.js';

/** What a rule found for one scope: it holds, it clearly does not, or neither (between firing and clearing level). */
export type Finding = 'breach' | 'clear' | 'between';

/** A finding with all that an alert would say about it. */
export interface Evaluation {
  readonly rule: Rule;
  readonly finding: Finding;
  /** Rule and scope labels; never the value, the severity or a text. */
  readonly identity: string;
  readonly scope: Pick<AlertChanged, 'unit'> &
    Partial<Pick<AlertChanged, 'indicator' | 'component' | 'index' | 'period'>>;
  readonly value?: number;
  readonly threshold?: number;
  readonly dueAt?: Instant;
  readonly titles: { readonly vi: string; readonly en: string };
  /** A correction of the same period: an alert that falls by it is withdrawn, not resolved. */
  readonly corrects: boolean;
  readonly cause: Cause;
  readonly demo: boolean;
  readonly catalogueVersion: number;
  readonly knownFrom: Instant;
}

export const identityOf = (rule: Rule, labels: readonly (string | undefined)[]): string =>
  [rule.id, ...labels.filter((label) => label !== undefined)].join(':');
