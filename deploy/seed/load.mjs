#!/usr/bin/env node
// @ts-check
import { createHash } from 'node:crypto';
import { catalogueDrafts } from './catalogue/catalogue.mjs';
import { gatewayClient } from './client/gateway.mjs';
import { loader } from './client/loader.mjs';
import { progressFile } from './client/progress-file.mjs';
import { settingsOf } from './client/settings.mjs';
import { demoFeed } from './demo/feed.mjs';
import { loadDemo } from './demo/load.mjs';
import { player } from './demo/play.mjs';
import { loadHistory } from './history/load.mjs';

const CATALOGUE = 'catalogue';

/** @typedef {import('./client/loader.mjs').Means} Means */
/** @typedef {import('./client/settings.mjs').Settings} Settings */

process.title = 'chiso-seed';
const print = (/** @type {string} */ line) => console.log(line);
await main(settingsOf(process.env));

/** @param {Settings} settings */
async function main(settings) {
  if (settings.seed === 'none') return;
  const { drafts, fingerprint } = catalogueWithFingerprint();
  const means = {
    gateway: gatewayClient(settings.gatewayUrl),
    progress: progressFile(settings.folder, `${fingerprint} ${settings.until}`),
    print,
  };
  const load = loader(means);
  await loadCatalogue(means, load, drafts);
  drafts.length = 0;
  const live = settings.seed === 'demo' ? liveMonth(means, settings) : undefined;
  await live?.show.announce();
  print('catalogue loaded');
  if (settings.seed === 'catalogue') return;
  const backfilled = loadPast(load, live?.feed);
  await Promise.all([backfilled, live?.show.play(backfilled)]);
  print(`seed: all sent, ${load.returned() + (live?.show.returned() ?? 0)} returned`);
}

/**
 * A second start finds its catalogue in place and is ready sooner.
 * @param {Means} means
 * @param {ReturnType<typeof loader>} load
 * @param {import('./catalogue/draft.mjs').Draft[]} drafts
 */
async function loadCatalogue({ gateway, progress }, load, drafts) {
  if (progress.done(CATALOGUE) === drafts.length && (await gateway.answers('/units?on=2021-01-01'))) return;
  await load.catalogue(drafts);
  progress.set(CATALOGUE, drafts.length);
  print(`catalogue: ${drafts.length} entries`);
}

/**
 * @param {Means} means
 * @param {Settings} settings
 */
function liveMonth(means, { until, rate }) {
  const feed = demoFeed({ until });
  return { feed, show: player(means, feed, rate) };
}

/**
 * The published history first, then the demo's years before the live month.
 * @param {ReturnType<typeof loader>} load
 * @param {ReturnType<typeof demoFeed> | undefined} feed
 */
async function loadPast(load, feed) {
  await loadHistory(load);
  if (feed) await loadDemo(load, feed);
}

function catalogueWithFingerprint() {
  const drafts = catalogueDrafts();
  const fingerprint = createHash('sha256').update(JSON.stringify(drafts)).digest('hex').slice(0, 16);
  return { drafts, fingerprint };
}
