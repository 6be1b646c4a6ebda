export * from './caller.js';
export * from './clock.js';
export * from './config.js';
export * from './errors.js';
export * from './health.js';
export * from './problem.js';
export * from './run-service.js';
export * from './runtime.module.js';
