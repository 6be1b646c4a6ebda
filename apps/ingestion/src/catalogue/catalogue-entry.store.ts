import { Injectable } from '@nestjs/common';
import { type CatalogueDraft, type CatalogueEntry, type Cause, type Day, type Instant } from '#contracts';
import { Database, statement, type Tx } from '#persistence';

const LOCK_VERSION = statement('catalogue.lock-version', 'SELECT version FROM catalogue_version FOR UPDATE');
const RAISE_VERSION = statement('catalogue.raise-version', 'UPDATE catalogue_version SET version = $1');
const READ_VERSION = statement('catalogue.read-version', 'SELECT version FROM catalogue_version');

/** Drafts that say what the newest version of their entry says already are left out. */
const ADD_CHANGED = statement(
  'catalogue.add-changed',
  `INSERT INTO catalogue_entry
     (kind, code, valid_from, version, valid_to, attributes, catalogue_version, cause, known_from)
   SELECT draft.kind, draft.code, draft.valid_from, coalesce(newest.version, 0) + 1, draft.valid_to, draft.attributes,
          $6, $7, $8
   FROM unnest($1::text[], $2::text[], $3::date[], $4::date[], $5::jsonb[])
     AS draft (kind, code, valid_from, valid_to, attributes)
   LEFT JOIN LATERAL (
     SELECT entry.version, entry.valid_to, entry.attributes
     FROM catalogue_entry AS entry
     WHERE entry.kind = draft.kind AND entry.code = draft.code AND entry.valid_from = draft.valid_from
     ORDER BY entry.version DESC LIMIT 1
   ) AS newest ON true
   WHERE newest.version IS NULL
      OR newest.valid_to IS DISTINCT FROM draft.valid_to
      OR newest.attributes <> draft.attributes
   RETURNING kind, code, valid_from, version`,
);

/** What changed after a catalogue version, oldest first, each version's marker at its end. */
const READ_AFTER = statement(
  'catalogue.read-after',
  `SELECT kind, code, valid_from, valid_to, version, attributes, catalogue_version, cause, known_from
   FROM catalogue_entry WHERE catalogue_version > $1
   ORDER BY catalogue_version, kind = 'catalogue-version'`,
);

const COUNT = statement(
  'catalogue.count',
  `SELECT count(*) AS total FROM catalogue_entry WHERE version = 1 AND kind <> 'catalogue-version'`,
);

export interface AddedEntry {
  kind: string;
  code: string;
  valid_from: Day;
  version: number;
}

export interface EntryRow extends AddedEntry {
  valid_to: Day | null;
  attributes: CatalogueEntry['attributes'];
  catalogue_version: number;
  cause: Cause;
  known_from: Instant;
}

type Change = { catalogueVersion: number; cause: Cause; knownFrom: Instant };
type Reader = Pick<Database, 'query'>;

@Injectable()
export class CatalogueEntryStore {
  /** The catalogue's version; nobody else changes the catalogue until the transaction ends. */
  async lockVersion(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ version: number }>(LOCK_VERSION);
    return row!.version;
  }

  /** Dated entries of all kinds, each counted once. */
  async count(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ total: number }>(COUNT);
    return row!.total;
  }

  async raiseVersion(tx: Tx, version: number): Promise<void> {
    await tx.query(RAISE_VERSION, [version]);
  }

  async readVersion(reader: Reader): Promise<number> {
    const [row] = await reader.query<{ version: number }>(READ_VERSION);
    return row!.version;
  }

  /** Adds a version of each entry that differs from its newest one; under the version's lock. */
  addChanged(tx: Tx, drafts: readonly CatalogueDraft[], change: Change): Promise<AddedEntry[]> {
    return tx.query<AddedEntry>(ADD_CHANGED, [
      drafts.map((draft) => draft.kind),
      drafts.map((draft) => draft.code),
      drafts.map((draft) => draft.validFrom),
      drafts.map((draft) => draft.validTo ?? null),
      drafts.map((draft) => JSON.stringify(draft.attributes)),
      change.catalogueVersion,
      change.cause,
      change.knownFrom,
    ]);
  }

  async readAfter(reader: Reader, version: number): Promise<CatalogueEntry[]> {
    return (await reader.query<EntryRow>(READ_AFTER, [version])).map(entryOf);
  }
}

/** The entry of a stored version. */
export const entryOf = (row: EntryRow): CatalogueEntry =>
  ({
    kind: row.kind,
    code: row.code,
    validFrom: row.valid_from,
    ...(row.valid_to === null ? {} : { validTo: row.valid_to }),
    attributes: row.attributes,
    version: row.version,
    catalogueVersion: row.catalogue_version,
    cause: row.cause,
    recordedAt: row.known_from,
  }) as CatalogueEntry;
