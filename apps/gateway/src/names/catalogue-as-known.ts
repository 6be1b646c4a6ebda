import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type CatalogueEntry, type CatalogueKind } from '#contracts';
import { Database, statement } from '#persistence';
import { type KnownUntil } from '../questions/as-known-on.js';

/** What gives things their names. */
const NAMING: readonly CatalogueKind[] = ['unit', 'indicator', 'component', 'position', 'edition'];

const OVERTAKEN = statement(
  'entries_overtaken',
  // An entry that was recorded only later stands by its first version: it was so before this system heard of it.
  `SELECT DISTINCT ON (kind, code, valid_from) kind, code, valid_from AS "validFrom", valid_to AS "validTo", attributes,
          version, catalogue_version AS "catalogueVersion", cause, known_from AS "recordedAt"
     FROM catalogue_entry_version
    WHERE (kind, code, valid_from) IN (
            SELECT kind, code, valid_from FROM catalogue_entry_version
             WHERE kind = ANY($2) AND version > 1 AND known_from > $1)
    ORDER BY kind, code, valid_from, (known_from <= $1) DESC, CASE WHEN known_from <= $1 THEN -version ELSE version END`,
);

const asked = new AsyncLocalStorage<Catalogue>();

/** The catalogue in which a question is answered: as it was known at the asked instant, else as it stands. */
@Injectable()
export class CatalogueAsKnown {
  constructor(
    private readonly newest: Catalogue,
    private readonly database: Database,
  ) {}

  get current(): Catalogue {
    return asked.getStore() ?? this.newest;
  }

  /** Answers a question, and all that it awaits, with the names of an instant. */
  async answering<T>(known: KnownUntil, answer: () => Promise<T>): Promise<T> {
    const rows = await this.database.query<CatalogueEntry>(OVERTAKEN, [known, NAMING]);
    return rows.length === 0 ? answer() : asked.run(this.with(rows), answer);
  }

  private with(overtaken: readonly CatalogueEntry[]): Catalogue {
    const keyOf = ({ kind, code, validFrom }: CatalogueEntry) => `${kind} ${code} ${validFrom}`;
    const old = new Map(overtaken.map((entry) => [keyOf(entry), withoutEnd(entry)]));
    const catalogue = new Catalogue();
    catalogue.apply(
      NAMING.flatMap((kind) => this.newest.all(kind)).map((entry) => old.get(keyOf(entry)) ?? entry),
    );
    return catalogue;
  }
}

/** An open entry has no end; the database says null. */
function withoutEnd({ validTo, ...entry }: CatalogueEntry): CatalogueEntry {
  return { ...entry, ...(validTo ? { validTo } : {}) };
}
