import unit from './jest.config.mjs';

/** Integration tests: real PostgreSQL and real Kafka, started once a run (or handed over by test/run.mjs). */
export default {
  ...unit,
  testMatch: ['<rootDir>/{apps,libs,deploy,test}/**/*.int.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  testEnvironment: '<rootDir>/libs/testing/src/environment.mjs',
  globalSetup: '<rootDir>/test/stack/global-setup.mjs',
  globalTeardown: '<rootDir>/test/stack/global-teardown.mjs',
  testTimeout: 60_000,
  maxWorkers: 2,
};
