import { type Cause, type ScoreChanged } from '#contracts';
import { type Day } from '#periods';
import { type UnitWindow } from '../unit-windows/unit-window.js';
import { textDigest } from '../method/text-digest.js';

/** A score as computed, before it is known whether it differs from the newest version. */
export interface ScoreDraft {
  readonly content: Omit<ScoreChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;
  readonly knownFrom: string;
  readonly lastDay: Day;
  /** The score over the parts that have a trajectory; what is compared with planned and base. */
  readonly ratedValue?: number;
  /** So much of it is past due that it counts as having no data. */
  readonly pastDue: boolean;
  readonly cause: Cause;
}

export interface DigestedDraft extends ScoreDraft {
  readonly digest: string;
  /** Of what goes out alone. */
  readonly contentDigest: string;
  /** The content as JSON. */
  readonly json: string;
}

/** Without knownFrom: a state that comes about again is not a new one. */
export function withDigest(draft: ScoreDraft): DigestedDraft {
  const json = JSON.stringify(draft.content);
  const contentDigest = textDigest(json);
  return {
    ...draft,
    json,
    contentDigest,
    digest: scoreDigest(contentDigest, draft.ratedValue, draft.pastDue),
  };
}

/** Of the whole score: its content, and what its rating needs besides. */
export const scoreDigest = (
  contentDigest: string,
  ratedValue: number | undefined,
  pastDue: boolean,
): string => `${contentDigest}|${ratedValue ?? ''}|${pastDue}`;

export const draftKey = ({ index, component, periodRule, period }: ScoreDraft['content']): string =>
  `${index}|${component}|${periodRule}|${period}`;

/** Where a score stands, with its unit. */
export const draftAddress = ({ content }: ScoreDraft): string => `${content.unit}|${draftKey(content)}`;

/** The drafts of one transaction. */
export class Drafts {
  /** Addresses of all, whatever is saved of them. */
  readonly made = new Set<string>();
  readonly differing: DigestedDraft[] = [];

  /** Leaves out of what differs what this process has saved already with the same content. */
  add(window: Pick<UnitWindow, 'digests'>, drafts: readonly ScoreDraft[]): void {
    for (const draft of drafts.map(withDigest)) {
      const key = draftKey(draft.content);
      this.made.add(draftAddress(draft));
      if (window.digests.get(key) === draft.digest) continue;
      window.digests.set(key, draft.digest);
      this.differing.push(draft);
    }
  }
}

/** Whether a score says the same as one that never was: it is saved only over one that stands. */
export const isWithdrawn = ({ reason }: Pick<ScoreChanged, 'reason'>): boolean =>
  reason === 'no-indicator' || reason === 'no-edition';
