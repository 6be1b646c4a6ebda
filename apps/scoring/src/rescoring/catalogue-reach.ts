import { type CatalogueEntry, type CatalogueKind } from '#contracts';
import { type Day } from '#periods';

/** What a set of changed entries touches. */
export interface CatalogueReach {
  /** Units that are scored again. */
  readonly units: Set<string>;
  /** Units that answer for the values of others. */
  readonly answering: Set<string>;
  /** Indicators that are scored and judged again wherever they are reported. */
  readonly indicators: Set<string>;
  /** Units whose existence, or membership of a group, has changed. */
  readonly moved: Set<string>;
  /** Groups with other members than before. */
  readonly groups: Set<string>;
  /** Indicators with the units for which they are reported by somebody else, or no more: their rankings wait for others. */
  readonly reported: Map<string, Set<string>>;
  /** Indices with another edition. */
  readonly indices: Set<string>;
  from: Day;
  knownFrom: string;
}

export function reachOf(changed: readonly CatalogueEntry[]): CatalogueReach {
  const reach: CatalogueReach = {
    units: new Set(),
    answering: new Set(),
    indicators: new Set(),
    moved: new Set(),
    groups: new Set(),
    reported: new Map(),
    indices: new Set(),
    from: '9999-12-31',
    knownFrom: '',
  };
  for (const entry of changed) if (widen(reach, entry)) widenTime(reach, entry);
  return reach;
}

function widenTime(reach: CatalogueReach, { validFrom, recordedAt }: CatalogueEntry): void {
  if (validFrom < reach.from) reach.from = validFrom;
  if (recordedAt > reach.knownFrom) reach.knownFrom = recordedAt;
}

/** The kinds of entries that decide anything in scoring, and what they touch. */
const WIDEN: { [K in CatalogueKind]?: (reach: CatalogueReach, entry: CatalogueEntry<K>) => void } = {
  edition: ({ indices }, { attributes }) => {
    indices.add(attributes.index);
  },
  unit: ({ units, moved }, { code }) => {
    units.add(code);
    moved.add(code);
  },
  indicator: ({ indicators }, { code }) => {
    indicators.add(code);
  },
  goalposts: ({ indicators }, { attributes }) => {
    indicators.add(attributes.indicator);
  },
  assignment: ({ units, answering, reported }, { attributes: { unit, forUnit, indicator, role } }) => {
    units.add(unit).add(forUnit);
    if (role === 'answers') answering.add(unit);
    reported.set(indicator, (reported.get(indicator) ?? new Set()).add(forUnit));
  },
  'peer-group-member': ({ groups, moved }, { attributes: { group, unit } }) => {
    groups.add(group);
    moved.add(unit);
  },
};

/** True where the entry's kind decides anything in scoring. */
function widen(reach: CatalogueReach, entry: CatalogueEntry): boolean {
  const touch = WIDEN[entry.kind] as ((reach: CatalogueReach, entry: CatalogueEntry) => void) | undefined;
  touch?.(reach, entry);
  return touch !== undefined;
}
