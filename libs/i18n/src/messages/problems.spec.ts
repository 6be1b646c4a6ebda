import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEMS } from './problems.js';

const ROOT = join(import.meta.dirname, '../../../..');
const RAISED =
  /\b(?:new (?:RejectedError|TransientError|AlreadyDoneError)|rowProblem|problemOf)\(\s*(?:'([^']+)'|([^\s)]+))/g;

interface Raised {
  readonly file: string;
  readonly code?: string | undefined;
  /** What stands where a code is not written out. */
  readonly made?: string | undefined;
}

/** The page reads problems and the command line has its own; neither answers anybody. */
const OTHERS = /\.spec\.ts$|^apps\/(web|cli)\//;
const files = globSync('{apps,libs}/*/src/**/*.ts', { cwd: ROOT }).filter((file) => !OTHERS.test(file));
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const raised: Raised[] = files.flatMap((file) =>
  [...textOf(file).matchAll(RAISED)].map(([, code, made]) => ({ file, code, made })),
);

/** Functions and tables through which a code passes: where it comes from is written out beside them. */
const PASSED_ON = {
  'apps/ingestion/src/observations/reported-row.ts': ['status.unknown', 'flag.unknown', 'reason.unknown'],
  'libs/runtime/src/problem.ts': [
    'not-found',
    'internal',
    'request.address',
    'request.broken',
    'request.media-type',
    'request.refused',
    'request.too-large',
  ],
} as const satisfies Record<string, readonly string[]>;

describe('the sentences of problems', () => {
  const codes = new Set([
    ...raised.flatMap(({ code }) => code ?? []),
    ...Object.values<readonly string[]>(PASSED_ON).flat(),
  ]);

  it('finds the codes that the services raise', () => {
    expect(codes.size).toBeGreaterThan(60);
    expect([...codes]).toEqual(expect.arrayContaining(['alert.unknown', 'ratio.mismatch', 'service.away']));
  });

  it('finds no code that is put together while the program runs', () => {
    const made = raised.filter((one) => one.made !== undefined).map(({ file }) => file);
    expect([...new Set(made)].sort()).toEqual(Object.keys(PASSED_ON));
  });

  it.each(Object.entries<readonly string[]>(PASSED_ON))(
    '%s writes out the codes that it passes on',
    (file, passed) => {
      const text = textOf(file);
      expect(passed.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
    },
  );

  it.each(['vi', 'en'] as const)('has one in %s for every code', (locale) => {
    expect([...codes].filter((code) => !(`problem.${code}` in PROBLEMS[locale]))).toEqual([]);
  });
});
