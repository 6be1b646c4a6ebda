import { readdirSync, readFileSync } from 'node:fs';
import { METHOD_ERROR_CODES } from './method-error-codes.js';

const sources = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && name !== 'method-error-codes.ts')
  .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'));

describe('the codes of refusals', () => {
  it('are listed, each with what to do about it, and none is listed that no source uses', () => {
    const thrown = sources.flatMap((source) =>
      [...source.matchAll(/new MethodError\(\s*'([^']+)'/g)].map((match) => match[1]!),
    );
    expect([...new Set(thrown)].sort()).toEqual(Object.keys(METHOD_ERROR_CODES).sort());
  });
});
