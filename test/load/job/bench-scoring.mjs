// The job by the real service, so many runs on one broker and one database server.
import { generate } from '../peers/generator/generate.mjs';
import { BenchInfrastructure } from './infrastructure.mjs';
import { measureLatency, wholeMonths } from './latency.mjs';
import { ScoringJob } from './run-job.mjs';

const NO_TIMES = { score: [], rank: [] };

/**
 * @param how  n (first values), units, runs, stages, processes, latency (after the last run), profile (a folder), and
 *   `onRun(figures, verified)`
 */
export async function benchScoring(how) {
  const { n, units, runs, stages = 1, processes = 1, latency = false, profile, onRun } = how;
  const events = generate({ n, units });
  const found = { name: 'chiso', events: events.length, runs: [], latency: NO_TIMES };
  const infrastructure = await BenchInfrastructure.start();
  try {
    for (let run = 0; run < runs; run += 1) {
      const given = { infrastructure, events, units, name: `run${run}`, stages, processes, profile };
      const job = await ScoringJob.prepared(given);
      try {
        const figures = await job.run();
        const verified = await job.verify();
        onRun?.(figures, verified);
        found.runs.push({ ...figures, ...verified });
        const months = wholeMonths(n, units);
        if (latency && run === runs - 1)
          found.latency = await measureLatency({ client: job.client, units, months, stages });
      } finally {
        await job.stop();
      }
    }
  } finally {
    await infrastructure.stop();
  }
  return found;
}
