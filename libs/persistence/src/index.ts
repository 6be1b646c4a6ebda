export * from './column-types.js';
export * from './database.js';
export * from './handover.js';
export * from './open-database.js';
export * from './persistence.module.js';
export * from './statement.js';
