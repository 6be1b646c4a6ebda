import { readFileSync } from 'node:fs';

/** Reads one of the reference files beside this one; each names its own project, commit and licence. */
export function readOracle<T>(folder: 'scoring' | 'notify', name: string): T & { readonly source: string } {
  const path = new URL(`./${folder}/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as T & { readonly source: string };
}
