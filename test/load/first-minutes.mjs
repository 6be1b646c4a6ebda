// What a person sees in the first minutes of `npm start` with the demo. Run on a quiet machine, after a build:
//   node test/load/first-minutes.mjs
// Prints a line a figure with its aim; exits 1 where one is missed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { figure, missedFigures, SystemPlace } from './started-system.mjs';

const GIVE_UP_S = 420;
const RATINGS = ['green', 'yellow', 'red', 'noData', 'unrated'];
const DUE = `SELECT EXISTS (SELECT FROM scoring.rescore_due) OR EXISTS (SELECT FROM scoring.cross_section_due) AS due`;

const place = await SystemPlace.made('demo');
const answer = async (question) => {
  const response = await fetch(`${place.url}/api/v1${question}`).catch(() => undefined);
  return response?.ok ? response.json() : undefined;
};

const hasMail = () => {
  const mail = path.join(place.folder, 'mail');
  return existsSync(mail) && readdirSync(mail).some((name) => name.endsWith('.eml'));
};

/** The oldest year of each index is ranked last: the newest are loaded first. */
async function isHistoryRanked() {
  for (const oldest of ['/rankings/PCI/2006', '/rankings/PAPI/2011']) {
    const ranking = await answer(oldest);
    if (!ranking?.rows?.some(({ computed }) => computed?.rank === 1)) return false;
  }
  return true;
}

/** All 29 units with ten of the 20 components or more in the newest closed month before the live one; every rating occurs. */
async function isHeatWhole() {
  const { columns, rows } = (await answer('/heat?period=2025-01')) ?? { columns: [], rows: [] };
  const components = new Set(columns.flatMap(({ group, component }) => (group === 'INDEX' ? [] : component)));
  const isScored = ({ state, component }) => state === 'scored' && components.has(component);
  return (
    rows.length === 29 &&
    rows.every(({ cells }) => cells.filter(isScored).length >= 10) &&
    RATINGS.every((rating) => rows.some(({ counts }) => counts[rating] > 0))
  );
}

async function isDemoScored(database) {
  const { rows } = await database.query(DUE);
  return !rows[0].due && (await isHeatWhole());
}

async function secondsUntil(name, isReached, from) {
  for (;;) {
    const seconds = (performance.now() - from) / 1000;
    if (await isReached()) return seconds;
    if (seconds > GIVE_UP_S) throw new Error(`${name} is not reached after ${GIVE_UP_S} s`);
    await sleep(500);
  }
}

let system;
try {
  system = await place.start();
  const from = performance.now();
  const { databaseUrl } = JSON.parse(readFileSync(path.join(place.folder, 'addresses.json'), 'utf8'));
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  figure('from an empty data folder to Ready', system.seconds, 's', 30);
  const stages = [
    ['Ready to the first warning in the inbox', hasMail, 60],
    ['Ready to the published history ranked', isHistoryRanked, 60],
    ['Ready to the demo scored', () => isDemoScored(database), 180],
  ];
  await Promise.all(
    stages.map(async ([name, isReached, aim]) =>
      figure(name, await secondsUntil(name, isReached, from), 's', aim),
    ),
  );
  await database.end();
} finally {
  await system?.stop();
  place.remove();
}
process.exitCode = missedFigures() > 0 ? 1 : 0;
