// What transport and database give alone, each with the machine to itself.
import path from 'node:path';
import { row, spread } from '../figures.mjs';
import { SETTINGS } from '../job/infrastructure.mjs';
import { runProgram } from './run-program.mjs';

const PEERS = path.resolve(import.meta.dirname, '../peers');

async function run({ events, runs }) {
  const env = { PEER_EVENTS: String(events), PEER_RUNS: String(runs) };
  const of = (name) => runProgram(path.join(PEERS, name, 'run.mjs'), { env });
  const kafka = await of('raw-kafkajs');
  const postgres = await of('raw-postgres');
  const figure = (all) => `${spread(all.map(({ rate }) => rate))} events/s`;
  const rows = [
    row('kafkajs alone, produce', figure(kafka.produce)),
    row('kafkajs alone, consume', figure(kafka.consume)),
    row('PostgreSQL alone, one connection', figure(postgres['connections 1'])),
    row('PostgreSQL alone, two connections', figure(postgres['connections 2'])),
  ];
  return { rows, settings: SETTINGS };
}

export const ceilings = { name: 'ceilings', run };
