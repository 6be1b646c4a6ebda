import { messagingMigrations } from '#messaging';
import { type Migration } from '#persistence';
import { Notification1700000200000 } from './notification-1700000200000.js';

export const notificationMigrations: readonly Migration[] = [
  ...messagingMigrations,
  Notification1700000200000,
];
