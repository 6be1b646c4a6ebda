// @ts-check
// `npm run check:batch`: are the scores, ranks, trends, ratings and forecasts on the topics those that the whole log
// gives? Reads Kafka alone, folds the log by itself and computes with the pure engine; exit 1 where anything differs. The broker is that of
// KAFKA_BROKERS, else of the system that runs on the data folder.
import path from 'node:path';
import { readAddresses } from '../../../deploy/local/addresses.mjs';
import { compareWithBatch } from './compare.mjs';

const SHOWN = 20;
const folder = path.resolve(process.env.CHISO_DATA_DIR ?? '.chiso');
const brokers = process.env.KAFKA_BROKERS ?? readAddresses(folder)?.brokers;
if (!brokers) {
  console.error(`No system runs on ${folder}. Start one with npm start, or name a broker in KAFKA_BROKERS.`);
  process.exit(2);
}

const { log, comparisons } = await compareWithBatch(brokers.split(','));
const { observations, obligations, plans, ...versions } = log.counts;
const counted = Object.entries(versions).map(([name, count]) => `${count} versions of ${name}`);
console.log(
  `read: ${observations} observations, ${obligations} obligations, ${plans} plans, ${counted.join(', ')}`,
);
for (const { name, compared, different } of comparisons) {
  console.log(`${name}: ${compared} compared, ${different.length} different`);
  for (const line of different.slice(0, SHOWN)) console.log(`  ${line.slice(0, 400)}`);
  if (different.length > SHOWN) console.log(`  … and ${different.length - SHOWN} more`);
}
process.exitCode = comparisons.some(({ different }) => different.length > 0) ? 1 : 0;
