import {
  CatalogueV1,
  type CatalogueEntry,
  ObligationChangedV1,
  type ObservationRecorded,
  ObservationRecordedV1,
  type PlanRecorded,
  PlanRecordedV1,
  PublicationCompletedV1,
} from '#contracts';
import { type Republication } from '#messaging';
import { type EntryRow, entryOf } from '../catalogue/catalogue-entry.store.js';
import { obligationEvent } from '../obligations/obligation-event.js';
import { type ObligationRow } from '../obligations/obligation.store.js';
import { type PublicationVersion } from '../publications/publication.store.js';
import { publicationEvent } from '../publications/settle-publication.js';

type Stored = Readonly<Record<string, unknown>>;
type State = { readonly version: number };
type PublicationRow = Omit<PublicationVersion, 'index' | 'catalogueVersion'> & {
  readonly index_code: string;
  readonly catalogue_version: number;
};

const STATE = ['cause', 'demo', 'catalogue_version', 'known_from'] as const;

/** The fields that are there, under their names in the event. */
const given = (row: Stored, names: Readonly<Record<string, string>>): Stored =>
  Object.fromEntries(
    Object.entries(names).flatMap(([field, column]) => (row[column] === null ? [] : [[field, row[column]]])),
  );

const stateOf = (row: Stored): Stored => ({
  version: row['version'],
  catalogueVersion: row['catalogue_version'],
  cause: row['cause'],
  ...(row['demo'] === true ? { demo: true } : {}),
  recordedAt: row['known_from'],
});

const OBSERVATION = {
  indicator: 'indicator',
  period: 'period',
  unit: 'unit',
  id: 'id',
  revision: 'revision',
  scoredUnit: 'scored_unit',
  value: 'value',
  numerator: 'numerator',
  denominator: 'denominator',
  unitOfMeasure: 'unit_of_measure',
  status: 'status',
  flag: 'flag',
  reason: 'reason',
  note: 'note',
  reportedBy: 'reported_by',
};

const observationOf = (row: Stored): ObservationRecorded =>
  ({ ...given(row, OBSERVATION), ...stateOf(row) }) as ObservationRecorded;

const PLAN = {
  indicator: 'indicator',
  unit: 'unit',
  scoredUnit: 'scored_unit',
  shape: 'shape',
  issuer: 'issuer',
};

const planOf = (row: Stored): PlanRecorded =>
  ({
    id: `${String(row['indicator'])}:${String(row['unit'])}:${String(row['target_period'])}`,
    ...given(row, PLAN),
    base: { period: row['base_period'], value: row['base_value'] },
    target: { period: row['target_period'], value: row['target_value'] },
    points: row['points'],
    ...stateOf(row),
  }) as unknown as PlanRecorded;

/** The topics that ingestion owns, made again from what it keeps. The business clock needs none: it moves by itself. */
export const republications: readonly Republication[] = [
  {
    definition: CatalogueV1,
    table: 'catalogue_entry',
    key: ['kind', 'code', 'valid_from'],
    // The marker closes the catalogue: a reader holds it complete once it has come.
    last: `stored.kind = 'catalogue-version'`,
    columns: ['valid_to', 'attributes', ...STATE],
    dataOf: (row: EntryRow): CatalogueEntry => entryOf(row),
    newestOnly: 'catalogue_entry',
  },
  {
    definition: ObservationRecordedV1,
    table: 'observation',
    key: ['indicator', 'period', 'unit'],
    columns: [...new Set(Object.values(OBSERVATION)), ...STATE],
    dataOf: observationOf,
  },
  {
    definition: PlanRecordedV1,
    table: 'plan_version',
    key: ['indicator', 'unit', 'target_period'],
    columns: [...Object.values(PLAN), 'base_period', 'base_value', 'target_value', 'points', ...STATE],
    dataOf: planOf,
  },
  {
    definition: ObligationChangedV1,
    table: 'obligation_version',
    key: ['indicator', 'period', 'unit'],
    columns: [
      'reporting_unit',
      'scored_unit',
      'state',
      'due_at',
      'grace_ends_at',
      'received_at',
      'reason',
      ...STATE,
    ],
    dataOf: (row: ObligationRow): State => obligationEvent(row).data,
  },
  {
    definition: PublicationCompletedV1,
    table: 'publication_version',
    key: ['index_code', 'period'],
    columns: ['state', 'expected', 'received', 'published_on', 'results', 'closed_by', ...STATE],
    dataOf: ({ index_code: index, catalogue_version: catalogueVersion, ...row }: PublicationRow): State =>
      publicationEvent({ ...row, index, catalogueVersion }).data,
  },
];
