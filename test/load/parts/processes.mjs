// Two and four processes of scoring on this machine's cores.
import os from 'node:os';
import { fixed, median, row } from '../figures.mjs';
import { benchScoring } from '../job/bench-scoring.mjs';
import { SETTINGS } from '../job/infrastructure.mjs';

async function run({ events, units, runs }) {
  const rows = [];
  for (const processes of [1, 2, 4]) {
    console.error(`${processes} process(es) …`);
    const found = await benchScoring({ n: events, units, runs, stages: 1, processes });
    const of = (pick) => median(found.runs.map(pick));
    const cpu = ['service', 'broker', 'database'].map((part) =>
      fixed(
        of((one) => one.cpu[part]),
        1,
      ),
    );
    rows.push(
      row(
        `the job, stage 1, ${processes === 1 ? 'one process' : `${processes} processes`}`,
        `${fixed(of(({ rate }) => rate))} events/s; CPU s/100k ${cpu.join(' + ')}`,
      ),
    );
  }
  const cores = os.availableParallelism();
  const details = [
    `All processes, the broker and PostgreSQL share ${cores} cores: what a further process adds, the others lose. CPU is that of scoring + broker + PostgreSQL.`,
  ];
  return { rows, details, settings: SETTINGS };
}

export const processes = { name: 'processes', run };
