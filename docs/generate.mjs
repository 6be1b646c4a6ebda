// Writes the pages that are made from code: docs/topics.md from the contracts, the schema of edition documents from
// the engine, .env.example and the tables of settings from the config classes. Run by `npm run docs`, after a build.
import { readFileSync, writeFileSync } from 'node:fs';
import { topicsPage } from '#contracts';
import { envExample, withSettingsTable } from '#runtime';
import { METHOD_DOCUMENT_SCHEMA } from '#scoring-engine';

writeFileSync(new URL('./topics.md', import.meta.url), topicsPage());
writeFileSync(
  new URL('./method-document.schema.json', import.meta.url),
  `${JSON.stringify(METHOD_DOCUMENT_SCHEMA, undefined, 2)}\n`,
);

/** Config classes as the build has them. */
const services = await Promise.all(
  ['ingestion', 'scoring', 'notification', 'gateway'].map(async (name) => {
    const built = await import(new URL(`../dist/apps/${name}/src/${name}.config.js`, import.meta.url).href);
    return { name, config: built[`${name[0].toUpperCase()}${name.slice(1)}Config`] };
  }),
);
writeFileSync(new URL('../.env.example', import.meta.url), envExample(services));
for (const { name, config } of services) {
  const readme = new URL(`../apps/${name}/README.md`, import.meta.url);
  writeFileSync(readme, withSettingsTable(readFileSync(readme, 'utf8'), config));
}
