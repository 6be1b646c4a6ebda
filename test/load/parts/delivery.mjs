// Intake and relay, each against the least that does the same.
import path from 'node:path';
import { fixed, row, spread } from '../figures.mjs';
import { runProgram } from './run-program.mjs';

const SHARES = { intake: 0.4, relay: 0.6 };
const program = (name) => path.join(import.meta.dirname, `../${name}-bench.mjs`);

const shareRow = (what, { rates, share }, [ours, theirs], aim) =>
  row(
    what,
    `${fixed(100 * share)} %: ${spread(rates[ours])} of ${spread(rates[theirs])} rows/s`,
    `${fixed(100 * aim)} %`,
    share >= aim,
  );

export const intake = {
  name: 'intake',
  async run({ events }) {
    const batches = String(Math.max(1, Math.round(events / 10_000)));
    const found = await runProgram(program('intake'), { args: ['--json', '--batches', batches] });
    return {
      rows: [
        shareRow(
          'POST at the gateway, batches of 500, against one multi-row insert of observation and outbox',
          found,
          ['post', 'insert'],
          SHARES.intake,
        ),
      ],
      settings: 'PostgreSQL 18 and Kafka 4.3.1 as `npm start` runs them',
    };
  },
};

export const relay = {
  name: 'relay',
  async run({ events }) {
    const rows = String(Math.max(1000, Math.round(events / 2)));
    const found = await runProgram(program('relay'), { args: ['--json', '--rows', rows] });
    return {
      rows: [
        shareRow(
          'relay, outbox to topic with the deletes, against plain kafkajs with batches of 1,000',
          found,
          ['relay', 'plain'],
          SHARES.relay,
        ),
      ],
      settings: 'PostgreSQL 18 and Kafka 4.3.1 as the tests run them',
    };
  },
};
