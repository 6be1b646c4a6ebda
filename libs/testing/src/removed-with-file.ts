import { type OwnDatabase, type OwnTopics, removeDatabase, removeTopics } from './leaks.js';

type Removal = () => Promise<string[]>;
const KEY = '__chisoRemovedWithFile';

/** Kept where the test environment finds it: it runs outside the file, after the file's own last hooks. */
function removals(): Removal[] {
  const holder = globalThis as typeof globalThis & { [KEY]?: Removal[] };
  return (holder[KEY] ??= []);
}

/** Has the test environment look for leaks and remove this when the test file is over. */
export function removeWithFile(own: OwnDatabase | OwnTopics): void {
  removals().push(() => ('prefix' in own ? removeTopics(own) : removeDatabase(own)));
}
