import { Injectable } from '@nestjs/common';
import { type PublicationCompleted } from '#contracts';
import { statement, type Tx } from '#persistence';

export interface Publication {
  readonly index_code: string;
  readonly period: string;
  readonly state: PublicationCompleted['state'];
  readonly tiers: Readonly<Record<string, string>>;
  readonly known_from: string;
}

const ADD = statement(
  'publication-version.add',
  `INSERT INTO publication_version (index_code, period, version, state, tiers, known_from, cause, demo)
   SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::jsonb[], $6::timestamptz[], $7::text[], $8::boolean[])
   ON CONFLICT DO NOTHING`,
);

const READ = statement(
  'publication-version.read',
  `SELECT DISTINCT ON (index_code, period) index_code, period, state, tiers, known_from
   FROM publication_version WHERE index_code = ANY ($1::text[]) ORDER BY index_code, period, version DESC`,
);

@Injectable()
export class PublicationStore {
  async add(tx: Tx, publications: readonly PublicationCompleted[]): Promise<void> {
    const column = <V>(of: (row: PublicationCompleted) => V) => publications.map(of);
    await tx.query(ADD, [
      column((row) => row.index),
      column((row) => row.period),
      column((row) => row.version),
      column((row) => row.state),
      column((row) => JSON.stringify(tiersOf(row))),
      column((row) => row.recordedAt),
      column((row) => row.cause),
      column((row) => row.demo === true),
    ]);
  }

  /** The newest state of each publication of the indices, by `index|period`. */
  async read(tx: Tx, indices: readonly string[]): Promise<Map<string, Publication>> {
    if (indices.length === 0) return new Map();
    const rows = await tx.query<Publication>(READ, [indices]);
    return new Map(rows.map((row) => [`${row.index_code}|${row.period}`, row]));
  }
}

const tiersOf = ({ results }: PublicationCompleted): Record<string, string> =>
  Object.fromEntries(
    results.flatMap(({ unit, tierVi, tierEn }) => {
      const tier = tierVi ?? tierEn;
      return tier ? [[unit, tier]] : [];
    }),
  );
