/** What the current test file has made, for the test environment to check and remove when the file is over. */
export interface MadeInThisFile {
  readonly databases: string[];
  readonly prefixes: string[];
}

const KEY = '__chisoMadeInThisFile';

export function madeInThisFile(): MadeInThisFile {
  const holder = globalThis as typeof globalThis & { [KEY]?: MadeInThisFile };
  holder[KEY] ??= { databases: [], prefixes: [] };
  return holder[KEY];
}
