import { Injectable } from '@nestjs/common';
import { type CatalogueItem, type CatalogueKind, type Day } from '#contracts';
import { Database, statement } from '#persistence';
import { type KnownUntil } from '../questions/as-known-on.js';
import { withoutNulls } from '../questions/present.js';

const ON_DAY = statement(
  'entries_on_day',
  // The version of each dated row first: a row whose end was moved must not come back by an older version. What was
  // recorded only later stands by its first version: it was so before this system heard of it.
  `SELECT code, valid_from AS "validFrom", valid_to AS "validTo", attributes, version,
          catalogue_version AS "catalogueVersion", known_from AS "recordedAt"
     FROM (SELECT DISTINCT ON (code, valid_from) * FROM catalogue_entry_version
            WHERE kind = $1
            ORDER BY code, valid_from, (known_from <= $3) DESC, CASE WHEN known_from <= $3 THEN -version ELSE version END
          ) newest
    WHERE valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2) ORDER BY code, valid_from`,
);

/** Reads the catalogue as it held on a day, as it was known at an instant. */
@Injectable()
export class CatalogueEntryQuery {
  constructor(private readonly database: Database) {}

  async on(kind: CatalogueKind, day: Day, known: KnownUntil): Promise<CatalogueItem[]> {
    const rows = await this.database.query<CatalogueItem>(ON_DAY, [kind, day, known]);
    return rows.map(withoutNulls) as CatalogueItem[];
  }
}
