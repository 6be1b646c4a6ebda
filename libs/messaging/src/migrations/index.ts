import { type Migration } from '#persistence';
import { Messaging1700000000000 } from './messaging-1700000000000.js';
import { OperatorTasks1763990000000 } from './operator-tasks-1763990000000.js';
import { OutboxCopies1764280000000 } from './outbox-copies-1764280000000.js';

/** Migrations that every service runs in its own schema. */
export const messagingMigrations: readonly Migration[] = [
  Messaging1700000000000,
  OperatorTasks1763990000000,
  OutboxCopies1764280000000,
];
