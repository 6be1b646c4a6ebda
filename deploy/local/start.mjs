// `npm start`: the whole system on one machine. Reads as the list of what it does.
import { fileURLToPath } from 'node:url';
import { endWithParent, runUnderNode24 } from './node-version.mjs';

if (!(await runUnderNode24(fileURLToPath(import.meta.url), process.argv.slice(2)))) {
  const [{ startStack }, { lifecycle, endOnSignals, Stopped }, { Obstacle }] = await Promise.all([
    import('./stack.mjs'),
    import('./lifecycle.mjs'),
    import('./steps.mjs'),
  ]);
  const life = lifecycle();
  endOnSignals(life);
  endWithParent(() => life.end(1, 'The process that started this one is gone; everything stops.'));
  process.on('uncaughtException', (error) => life.end(1, error.stack));
  startStack(life, process.argv.slice(2)).catch((error) => {
    if (error instanceof Stopped) return undefined;
    return life.end(1, error instanceof Obstacle ? error.message : error.stack);
  });
}
