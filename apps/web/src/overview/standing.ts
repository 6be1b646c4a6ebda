import { type IndexYear } from '#contracts';

export interface Standing {
  value?: number;
  rank?: number;
  ofN: number;
  source: 'published' | 'computed';
}

/** Where a province stands in a year: as published where it was published, else as computed over those held. */
export function standingOf(year: IndexYear): Standing {
  const { published, computed } = year;
  const value = published?.value ?? computed?.value;
  const rank = published?.rank ?? computed?.rank;
  const ofN = published?.rank === undefined ? (computed?.ofN ?? year.held) : (year.expected ?? year.held);
  return {
    ...(value !== undefined && { value }),
    ...(rank !== undefined && { rank }),
    ofN,
    source: published ? 'published' : 'computed',
  };
}

/** `PCI` of the index or of its root node `PCI.TOTAL`: the name that stands in addresses and headings. */
export const indexCodeOf = (code: string): string => code.replace(/\.TOTAL$/, '');
