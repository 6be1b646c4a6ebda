import unit from './jest.config.mjs';

/** The system from outside: whole processes, one file at a time, since each starts the stack. */
export default {
  ...unit,
  testMatch: ['<rootDir>/test/system/**/*.system.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  testTimeout: 180_000,
  maxWorkers: 1,
};
