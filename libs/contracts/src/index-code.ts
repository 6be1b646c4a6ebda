const UNDER = '@';

/**
 * The code of an index under an edition that does not lead. Where two editions of an index hold for one period, the newest
 * leads and keeps the index's own code; what an older one gives is an index of its own (`PCI@PCI-2013`), so that no key,
 * table or reader can mix the two.
 */
export const underEdition = (index: string, edition: string): string => `${index}${UNDER}${edition}`;

/** The index that a code speaks of, and the older edition under which, where it is one. */
export function splitIndex(code: string): { readonly index: string; readonly edition?: string } {
  const at = code.indexOf(UNDER);
  return at < 0 ? { index: code } : { index: code.slice(0, at), edition: code.slice(at + 1) };
}

/** Trends, ratings, forecasts and alerts come from the leading edition only. */
export const isUnderOlderEdition = (code: string): boolean => code.includes(UNDER);
