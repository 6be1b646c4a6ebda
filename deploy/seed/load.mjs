#!/usr/bin/env node
// @ts-check
import { createHash } from 'node:crypto';
import { catalogueDrafts } from './catalogue/catalogue.mjs';
import { Gateway } from './client/gateway.mjs';
import { Loader } from './client/loader.mjs';
import { ProgressFile } from './client/progress-file.mjs';
import { settingsOf } from './client/settings.mjs';
import { DemoFeed } from './demo/feed.mjs';
import { loadDemo } from './demo/load.mjs';
import { LiveMonth } from './demo/play.mjs';
import { loadHistory } from './history/load.mjs';

const CATALOGUE = 'catalogue';
const FIRST_DAY = '2021-01-01';
const FIRST_UNIT = '"SKHDT"';

/** @typedef {import('./client/loader.mjs').Means} Means */
/** @typedef {import('./catalogue/draft.mjs').Draft} Draft */

/** @param {import('./client/settings.mjs').Settings} settings */
async function main({ seed, gatewayUrl, folder, until, rate }) {
  if (seed === 'none') return;
  const drafts = catalogueDrafts();
  const means = {
    gateway: new Gateway(gatewayUrl),
    progress: new ProgressFile(folder, `${digestOf(drafts)} ${until}`),
    print: (/** @type {string} */ line) => console.log(line),
  };
  const loader = new Loader(means);
  await loadCatalogue(means, loader, drafts);
  const live = seed === 'demo' ? new LiveMonth(means, new DemoFeed({ until })) : undefined;
  await live?.announce();
  means.print('catalogue loaded');
  if (seed === 'catalogue') return;
  const backfilled = loadPast(loader, live?.feed);
  await Promise.all([backfilled, live?.play(rate, backfilled)]);
  means.print(`seed: all sent, ${loader.results.returned + (live?.results.returned ?? 0)} returned`);
}

/**
 * A second start finds its catalogue in place and is ready sooner.
 * @param {Means} means
 * @param {Loader} loader
 * @param {Draft[]} drafts
 */
async function loadCatalogue({ gateway, progress, print }, loader, drafts) {
  const known = progress.done(CATALOGUE) === drafts.length;
  if (known && (await gateway.answersWith(`/units?on=${FIRST_DAY}`, FIRST_UNIT))) return;
  await loader.catalogue(drafts);
  progress.set(CATALOGUE, drafts.length);
  print(`catalogue: ${drafts.length} entries`);
}

/**
 * The published history first, then the demo's years before the live month.
 * @param {Loader} loader
 * @param {DemoFeed | undefined} feed
 */
async function loadPast(loader, feed) {
  await loadHistory(loader);
  if (feed) await loadDemo(loader, feed);
}

/** @param {Draft[]} drafts */
const digestOf = (drafts) => createHash('sha256').update(JSON.stringify(drafts)).digest('hex').slice(0, 16);

process.title = 'chiso-seed';
await main(settingsOf(process.env));
