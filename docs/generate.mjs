// Writes the pages that are made from code: docs/topics.md from the contracts. Run by `npm run docs`, after a build.
import { writeFileSync } from 'node:fs';
import { topicsPage } from '#contracts';

writeFileSync(new URL('./topics.md', import.meta.url), topicsPage());
