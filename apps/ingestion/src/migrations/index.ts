import { messagingMigrations } from '#messaging';
import { type Migration } from '#persistence';
import { Catalogue1763900000001 } from './catalogue-1763900000001.js';
import { Observations1763900000002 } from './observations-1763900000002.js';
import { Obligations1763900000003 } from './obligations-1763900000003.js';
import { PlansAndPublications1763900000004 } from './plans-and-publications-1763900000004.js';
import { BusinessClock1763900000005 } from './business-clock-1763900000005.js';

/** The schema `ingestion`, step by step. */
export const ingestionMigrations: readonly Migration[] = [
  ...messagingMigrations,
  Catalogue1763900000001,
  Observations1763900000002,
  Obligations1763900000003,
  PlansAndPublications1763900000004,
  BusinessClock1763900000005,
];
