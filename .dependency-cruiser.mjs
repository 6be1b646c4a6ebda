// The import rules of the house; `npm run check:imports`. Each name says what is forbidden.
const SPEC = '\\.spec\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'an app imports another app',
      comment: 'Services share events and nothing else.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    { name: 'a lib imports an app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    { name: 'imports go in a circle', severity: 'error', from: { pathNot: SPEC }, to: { circular: true } },
    {
      name: 'a lib is entered past its index',
      comment: 'Import it as #name.',
      severity: 'error',
      from: { path: '^(apps|test|docs)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'a lib is entered past its index by another lib',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/$1/'] },
    },
    {
      name: 'the scoring engine imports something',
      comment: 'It is pure: only its own files, not even those of Node.',
      severity: 'error',
      from: { path: '^libs/scoring-engine/src/', pathNot: SPEC },
      to: { pathNot: '^libs/scoring-engine/src/' },
    },
    {
      name: 'the scoring engine is imported by another than scoring, gateway and cli',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^apps/(scoring|gateway|cli)/', '^libs/scoring-engine/'] },
      to: { path: '^libs/scoring-engine/' },
    },
    {
      name: 'the page imports a lib other than contracts and i18n',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: SPEC },
      to: { path: '^libs/', pathNot: '^libs/(contracts|i18n)/' },
    },
    {
      name: 'the page imports more of contracts than types',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: SPEC },
      to: { path: '^libs/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kafkajs is imported outside libs/messaging',
      comment:
        'It is unmaintained: one module stands between it and everything else. Benchmarks measure against it.',
      severity: 'error',
      from: { pathNot: '^(libs/messaging|test/load)/' },
      to: { path: 'node_modules/kafkajs/' },
    },
    {
      name: 'a product file imports what is for tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/testing/', '^(apps|libs)/[^/]+/test/'] },
      to: { path: ['^libs/testing/', '^test/', SPEC] },
    },
    {
      name: 'a product file imports a development dependency',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [SPEC, '^libs/testing/', '^(apps|libs)/[^/]+/test/', '^apps/web/'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'an import leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'a package is imported that package.json does not name',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The ordinary Nest service among the peers has a package.json of its own.
    exclude: { path: ['^dist/', '^test/oracles/', '^test/load/peers/nest-naive/src/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // The imports `#name` of package.json resolve to the sources by their condition `types`.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
