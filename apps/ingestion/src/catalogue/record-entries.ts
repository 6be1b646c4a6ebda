import { Injectable } from '@nestjs/common';
import { type CatalogueDraft, type CatalogueEntry, CatalogueV1, eventOf, type Instant } from '#contracts';
import { Outbox } from '#messaging';
import { Database, type Tx } from '#persistence';
import { Clock } from '#runtime';
import { rowProblem, type RowProblem } from '../row-problem.js';
import { type AddedEntry, CatalogueEntryStore } from './catalogue-entry.store.js';
import { draftKey, entryProblems } from './entry-problems.js';
import { OwnCatalogue } from './own-catalogue.js';
import { indicatorsThatOweAnew } from '../obligations/reopened-indicators.js';
import { SpanStore } from '../obligations/span.store.js';

export type EntryResult =
  | { index: number; outcome: 'recorded' | 'revised' | 'unchanged' }
  | { index: number; outcome: 'returned'; problems: RowProblem[] };

/** Since when the marker of catalogue versions stands: before every series. */
const MARKER = { kind: 'catalogue-version', code: 'catalogue', validFrom: '1900-01-01' } as const;

/** Records the drafts that say something new as one version of the catalogue, and sends them with a marker at the end. */
@Injectable()
export class RecordEntries {
  constructor(
    private readonly database: Database,
    private readonly store: CatalogueEntryStore,
    private readonly own: OwnCatalogue,
    private readonly spans: SpanStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(
    given: readonly unknown[],
    cause: 'live' | 'backfill',
  ): Promise<{ catalogueVersion: number; results: EntryResult[] }> {
    const { drafts, problems } = sorted(given);
    const added = drafts.size === 0 ? [] : await this.record([...drafts.values()], cause);
    const catalogue = await this.own.refresh();
    const versions = new Map(added.map((row) => [draftKey(keyOf(row)), row.version]));
    const results = given.map((draft, index): EntryResult => {
      const wrong = problems.get(index);
      if (wrong) return { index, outcome: 'returned', problems: wrong };
      const version = versions.get(draftKey(draft as CatalogueDraft));
      return { index, outcome: version === undefined ? 'unchanged' : version === 1 ? 'recorded' : 'revised' };
    });
    return { catalogueVersion: catalogue.version, results };
  }

  private record(drafts: readonly CatalogueDraft[], cause: 'live' | 'backfill'): Promise<AddedEntry[]> {
    return this.database.transaction(async (tx) => {
      const catalogueVersion = (await this.store.lockVersion(tx)) + 1;
      const change = { catalogueVersion, cause, knownFrom: this.clock.now() };
      const added = await this.store.addChanged(tx, drafts, change);
      if (added.length === 0) return added;
      const attributes = { entries: added.length, total: await this.store.count(tx) };
      const marker = { ...MARKER, attributes };
      await this.addMarker(tx, marker, change);
      await this.store.raiseVersion(tx, catalogueVersion);
      const byKey = new Map(drafts.map((draft) => [draftKey(draft), draft]));
      const changed = added.map((row) => ({ draft: byKey.get(draftKey(keyOf(row)))!, version: row.version }));
      const owing = indicatorsThatOweAnew(
        changed.map(({ draft }) => draft),
        this.own.catalogue,
      );
      await this.spans.reopen(tx, owing);
      const entries = changed.map(({ draft, version }) => entryOf(draft, version, change));
      const last = entryOf(marker, catalogueVersion, change);
      await this.outbox.append(
        tx,
        [...entries, last].map((entry) => eventOf(CatalogueV1, entry)),
      );
      return added;
    });
  }

  /** The marker's own version counts catalogue versions, so that its newest record on the topic is the newest version. */
  private async addMarker(
    tx: Tx,
    marker: CatalogueDraft<'catalogue-version'>,
    change: { catalogueVersion: number; cause: 'live' | 'backfill'; knownFrom: Instant },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO catalogue_entry (kind, code, valid_from, version, attributes, catalogue_version, cause, known_from)
       VALUES ($1, $2, $3, $4, $5, $4, $6, $7)`,
      [
        marker.kind,
        marker.code,
        marker.validFrom,
        change.catalogueVersion,
        JSON.stringify(marker.attributes),
        change.cause,
        change.knownFrom,
      ],
    );
  }
}

const keyOf = (row: AddedEntry): CatalogueDraft =>
  ({ kind: row.kind, code: row.code, validFrom: row.valid_from }) as CatalogueDraft;

const entryOf = (
  draft: CatalogueDraft,
  version: number,
  change: { catalogueVersion: number; cause: 'live' | 'backfill'; knownFrom: Instant },
): CatalogueEntry => ({
  kind: draft.kind,
  code: draft.code,
  validFrom: draft.validFrom,
  ...(draft.validTo === undefined ? {} : { validTo: draft.validTo }),
  attributes: draft.attributes,
  version,
  catalogueVersion: change.catalogueVersion,
  cause: change.cause,
  recordedAt: change.knownFrom,
});

/** The drafts that can be taken by their key, and the problems of the others by their place. */
function sorted(given: readonly unknown[]): {
  drafts: Map<string, CatalogueDraft>;
  problems: Map<number, RowProblem[]>;
} {
  const drafts = new Map<string, CatalogueDraft>();
  const problems = new Map<number, RowProblem[]>();
  given.forEach((candidate, index) => {
    const wrong = entryProblems(candidate);
    const draft = candidate as CatalogueDraft;
    if (wrong.length === 0 && drafts.has(draftKey(draft)))
      wrong.push(rowProblem('row.duplicate', '', { first: draftKey(draft) }));
    if (wrong.length > 0) problems.set(index, wrong);
    else drafts.set(draftKey(draft), draft);
  });
  return { drafts, problems };
}
