import { messagingMigrations } from '#messaging';
import { type Migration } from '#persistence';
import { ReadModel1732000000000 } from './read-model1732000000000.js';

export const migrations: Migration[] = [...messagingMigrations, ReadModel1732000000000];
