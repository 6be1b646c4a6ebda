import { type LiveChange } from '#contracts';
import { type Versioned, type VersionTable } from '../read-model/version-table.js';

/** Above this many, changes that nobody made by hand are named by unit alone: a page refetches what it shows anyway. */
export const NAMED_AT_MOST = 50;
/** The key of "several of this unit". */
export const MANY = '*';

const byHand = (state: Versioned): boolean => state.cause === 'live' || state.cause === 'correction';

/** One change an entity with its newest version; a backfill or rescore of many is folded to one change a unit. */
export function changesOf<T extends Versioned>(table: VersionTable<T>, states: readonly T[]): LiveChange[] {
  const fold = states.length > NAMED_AT_MOST;
  const changes = new Map<string, LiveChange>();
  for (const state of states) {
    const unit = table.unitOf(state);
    const key = fold && !byHand(state) ? MANY : table.keyOf(state);
    const name = key === MANY ? `${MANY}${unit ?? ''}` : key;
    const known = changes.get(name);
    if (known && known.version >= state.version) continue;
    changes.set(name, {
      topic: table.topic,
      key,
      version: state.version,
      ...(unit === undefined ? {} : { unit }),
    });
  }
  return [...changes.values()];
}

/** Several log rows as one event: the newest version of each entity stays. */
export function coalesced(changes: readonly LiveChange[]): LiveChange[] {
  const newest = new Map<string, LiveChange>();
  for (const change of changes) {
    const name = `${change.topic}|${change.key}|${change.key === MANY ? (change.unit ?? '') : ''}`;
    const known = newest.get(name);
    if (!known || known.version <= change.version) newest.set(name, change);
  }
  return [...newest.values()];
}
