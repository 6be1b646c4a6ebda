// Writes the pages that are made from code: docs/topics.md from the contracts, the schema of edition documents from
// the engine. Run by `npm run docs`, after a build.
import { writeFileSync } from 'node:fs';
import { topicsPage } from '#contracts';
import { METHOD_DOCUMENT_SCHEMA } from '#scoring-engine';

writeFileSync(new URL('./topics.md', import.meta.url), topicsPage());
writeFileSync(
  new URL('./method-document.schema.json', import.meta.url),
  `${JSON.stringify(METHOD_DOCUMENT_SCHEMA, undefined, 2)}\n`,
);
