/** Unit and contract tests; the runner in test/run.mjs adds integration, system and page tests. */
export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': '@swc/jest' },
  moduleNameMapper: {
    '^#(contracts|periods|catalogue|messaging|persistence|observability|runtime|i18n|testing|scoring-engine)$':
      '<rootDir>/libs/$1/src/index.ts',
    '^#local/(.*)$': '<rootDir>/deploy/local/$1.mjs',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  // Jars, and packages that a benchmark installs.
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  testMatch: ['<rootDir>/{apps,libs,deploy}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.int\\.spec\\.ts$', '<rootDir>/dist/'],
};
