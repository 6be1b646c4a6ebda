import { ObservationReportedV1 } from '#contracts';
import { type RebuildPlan } from '#messaging';
import { ingestionMigrations } from '../migrations/index.js';
import { restorations } from './restorations.js';
import { settleCatalogueAndDuties } from './settle-catalogue-and-duties.js';

const VERSIONS = [
  'catalogue_entry',
  'observation',
  'obligation_version',
  'plan_version',
  'publication_version',
];

/**
 * Ingestion owns what it records: its rows stay, and the topics add what it lacks. Reports that it has taken are not taken
 * again: an older one would now look like a correction.
 */
export const rebuildPlan: RebuildPlan = {
  service: 'ingestion',
  migrations: ingestionMigrations,
  restorations,
  readsTo: 'where it stood',
  passedOver: [{ group: 'chiso.ingestion', topic: ObservationReportedV1.topic }],
  carried: [
    ...VERSIONS.map((table) => ({ table, wins: 'old' as const })),
    { table: 'obligation_span', wins: 'old' },
    { table: 'idempotency_key', wins: 'old' },
    { table: 'business_clock', wins: 'topics' },
  ],
  settle: settleCatalogueAndDuties,
  lost: [
    'answers under Idempotency-Keys: a request that is repeated is looked at anew, and the same values again change nothing',
    'older versions of catalogue entries: their topic keeps the newest',
    'who recorded a plan, and who closed a publication',
  ],
};
