import { chiso } from './chiso.js';
import { Run } from './run.js';

// A reader that closes early (`chiso trend big.csv | head`) has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.title = 'chiso-cli';
process.exitCode = await chiso(process.argv.slice(2), new Run(process.stdin, process.stdout, process.stderr));
