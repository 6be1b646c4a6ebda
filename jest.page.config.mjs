import unit from './jest.config.mjs';

/** The page in a real Chromium, against the system that test/run.mjs has started. */
export default {
  ...unit,
  testMatch: ['<rootDir>/test/system/page/**/*.page.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  testTimeout: 60_000,
  maxWorkers: 1,
};
