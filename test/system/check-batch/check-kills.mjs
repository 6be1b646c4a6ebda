// `npm run check:kills`: kills each service of the running system in turn (-9) while 200 values a second are reported,
// waits until it is at rest, and compares: every row that was answered as recorded or revised is on the topic, and scores
// and ranks are those of a batch computation. Exit 1 where anything is missing or differs.
//   CHISO_DATA_DIR=<folder> npm run check:kills [-- <seconds between kills>]
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ObservationRecordedV1 } from '#contracts';
import { readAddresses } from '../../../deploy/local/addresses.mjs';
import { nameOf, processesOf } from '../../load/processes.mjs';
import { untilSettled } from '../failures/stand/settled.mjs';
import { compareWithBatch } from './compare.mjs';
import { readTopics } from './read-topics.mjs';

const ROWS = 20;
const REQUESTS_PER_SECOND = 10;
const AT_REST_WITHIN_MS = 600_000;
const UNITS = ['SXD', 'STNMT', 'SCT', 'STC', 'SNV', 'STP', 'SYT', 'H164', 'H165', 'H167', 'H168', 'H169'];
const PERIODS = ['2024-07', '2024-08', '2024-09', '2024-10', '2024-11', '2024-12'];
const CELLS = UNITS.flatMap((unit) => PERIODS.map((period) => ({ indicator: 'REP.ONTIME', unit, period })));

const folder = path.resolve(process.env.CHISO_DATA_DIR ?? '.chiso');
const addresses = readAddresses(folder);
if (!addresses) {
  console.error(`No system runs on ${folder}: start one with npm start first.`);
  process.exit(2);
}

const cellKey = ({ indicator, unit, period, revision, numerator }) =>
  `${indicator} ${unit} ${period}, revision ${revision}: ${numerator}`;

/** Reports corrections until it is stopped; what is answered is promised, what is not may or may not be there. */
function report() {
  const told = { promised: [], unanswered: 0, refused: new Map(), stopped: false };
  let next = 0;
  const send = async () => {
    const observations = Array.from({ length: ROWS }, () => ({
      ...CELLS[next % CELLS.length],
      numerator: 100 + ((next++ * 37) % 900),
      denominator: 1000,
      reason: 'correction',
    }));
    const answer = await fetch(`${addresses.services.gateway.url}/api/v1/observations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ observations }),
    })
      .then((response) => (response.ok ? response.json() : undefined))
      .catch(() => undefined);
    if (!answer) {
      told.unanswered += ROWS;
      return;
    }
    for (const { index, outcome, revision, problems } of answer.results)
      if (outcome === 'recorded' || outcome === 'revised')
        told.promised.push(cellKey({ ...observations[index], revision }));
      else {
        const why = problems?.[0]?.code ?? outcome;
        told.refused.set(why, (told.refused.get(why) ?? 0) + 1);
      }
  };
  const running = (async () => {
    const sent = new Set();
    while (!told.stopped) {
      const request = send().finally(() => sent.delete(request));
      sent.add(request);
      await sleep(1000 / REQUESTS_PER_SECOND);
    }
    await Promise.all(sent);
  })();
  return { told, stop: () => ((told.stopped = true), running) };
}

async function recorded() {
  const found = new Set();
  await readTopics(addresses.brokers.split(','), [ObservationRecordedV1.topic], (_topic, { data }) =>
    found.add(cellKey(data)),
  );
  return found;
}

/** What differs in the same way twice, ten seconds apart: a live demo is always a few values ahead of its scores. */
async function lastingDifferences() {
  const compare = () => compareWithBatch(addresses.brokers.split(',')).then((found) => found.comparisons);
  const before = await compare();
  const known = new Set(before.flatMap(({ different }) => different));
  if (known.size === 0) return before;
  await sleep(10_000);
  return (await compare()).map((one) => ({
    ...one,
    different: one.different.filter((line) => known.has(line)),
  }));
}

const seconds = Number(process.argv[2] ?? 12);
const feed = report();
for (const name of ['ingestion', 'scoring', 'notification', 'gateway']) {
  await sleep(seconds * 1000);
  const pid = processesOf(folder).find((each) => nameOf(each).startsWith(`chiso-${name}`));
  process.kill(Number(pid), 'SIGKILL');
  console.log(`killed ${name} (${pid}) after ${feed.told.promised.length} answered rows`);
}
await sleep(seconds * 1000);
await feed.stop();
const { promised, unanswered, refused } = feed.told;
console.log(
  `${promised.length} rows answered as recorded or revised, ${unanswered} without an answer, others: ${JSON.stringify(Object.fromEntries(refused))}`,
);

await untilSettled({ infrastructure: addresses }, AT_REST_WITHIN_MS);
const onTopic = await recorded();
const lost = promised.filter((row) => !onTopic.has(row));
console.log(`on the topic: ${promised.length - lost.length} of ${promised.length}`);
for (const row of lost.slice(0, 10)) console.log(`  lost: ${row}`);
const comparisons = await lastingDifferences();
for (const { name, compared, different } of comparisons) {
  console.log(`${name}: ${compared} compared, ${different.length} different`);
  for (const line of different.slice(0, 10)) console.log(`  ${line.slice(0, 300)}`);
}
process.exitCode = lost.length > 0 || comparisons.some(({ different }) => different.length > 0) ? 1 : 0;
