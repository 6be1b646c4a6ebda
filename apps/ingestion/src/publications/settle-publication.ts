import { Injectable } from '@nestjs/common';
import {
  type CatalogueAttributes,
  eventOf,
  type OutgoingEvent,
  type PublicationCompleted,
  PublicationCompletedV1,
} from '#contracts';
import { type Catalogue } from '#catalogue';
import { Outbox } from '#messaging';
import { Database } from '#persistence';
import { Clock } from '#runtime';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { type PublicationMake, publicationStanding, type Standing } from './publication-standing.js';
import { PublicationStore, type PublicationVersion, type StoredPublication } from './publication.store.js';

type Publication = CatalogueAttributes['publication'];

/** Counts which provinces of a publication are in, and sends it where that changed; `closedBy` closes it as partial. */
@Injectable()
export class SettlePublication {
  constructor(
    private readonly database: Database,
    private readonly store: PublicationStore,
    private readonly own: OwnCatalogue,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The publication as it stands afterwards, or undefined where the catalogue has none or nothing has come. */
  async execute(index: string, period: string, closedBy?: string): Promise<StoredPublication | undefined> {
    const catalogue = await this.own.refresh();
    const publication = catalogue.history('publication', `${index}:${period}`).at(-1)?.attributes;
    const make = makeOf(catalogue, index, period);
    if (!publication || !make) return undefined;
    return this.database.transaction(async (tx) => {
      const newest = await this.store.lockNewest(tx, index, period);
      const values = await this.store.readReceived(tx, [make.total, ...make.components], period);
      const standing = publicationStanding(publication, make, values);
      if (!standing) return newest;
      const next = nextVersion(newest, standing, publication, closedBy, this.clock.now());
      if (!next) return newest;
      const row = { ...next, index, period, cause: standing.cause, catalogueVersion: catalogue.version };
      await this.store.add(tx, row);
      await this.outbox.append(tx, [publicationEvent(row)]);
      return row;
    });
  }
}

/** What the total of an index was made of in a period; an index that is published as one number is its own total. */
function makeOf(catalogue: Catalogue, index: string, period: string): PublicationMake | undefined {
  const nodes = catalogue.editionOf(index, period)?.attributes.nodes;
  const root = nodes?.find(({ parent }) => parent === undefined);
  if (!nodes || !root) return undefined;
  const components = nodes.filter(({ parent }) => parent === root.code).map(({ code }) => code);
  return { total: root.code, components };
}

/** A closed publication stays closed as long as provinces are missing, and completes when the last one comes after all. */
function nextVersion(
  newest: StoredPublication | undefined,
  standing: Standing,
  { publishedOn }: Publication,
  closedBy: string | undefined,
  now: string,
): StoredPublication | undefined {
  const closed = closedBy ?? newest?.closed_by ?? null;
  const state = standing.state === 'provisional' && closed !== null ? 'partial' : standing.state;
  const next: Omit<StoredPublication, 'version' | 'known_from'> = {
    state,
    expected: standing.expected,
    received: standing.received,
    results: standing.results,
    published_on: publishedOn ?? null,
    closed_by: closed,
  };
  if (newest && saysTheSame(newest, next)) return undefined;
  const since = closedBy === undefined ? standing.knownFrom : now;
  const knownFrom = newest && newest.known_from > since ? newest.known_from : since;
  return { ...next, version: (newest?.version ?? 0) + 1, known_from: knownFrom };
}

const saysTheSame = (
  newest: StoredPublication,
  next: Omit<StoredPublication, 'version' | 'known_from'>,
): boolean =>
  newest.state === next.state &&
  newest.expected === next.expected &&
  newest.received === next.received &&
  newest.published_on === next.published_on &&
  JSON.stringify(newest.results.map(sortedKeys)) === JSON.stringify(next.results.map(sortedKeys));

/** jsonb gives keys back in an order of its own. */
const sortedKeys = (row: object): [string, unknown][] =>
  Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));

/** The event of a stored version. */
export const publicationEvent = (row: PublicationVersion): OutgoingEvent<PublicationCompleted> =>
  eventOf(PublicationCompletedV1, {
    id: `${row.index}:${row.period}`,
    version: row.version,
    cause: row.cause,
    catalogueVersion: row.catalogueVersion,
    index: row.index,
    period: row.period,
    state: row.state,
    expected: row.expected,
    received: row.received,
    ...(row.published_on === null ? {} : { publishedOn: row.published_on }),
    results: row.results,
    recordedAt: row.known_from,
  });
