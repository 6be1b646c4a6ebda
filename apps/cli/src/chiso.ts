import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.js';
import { InputProblem } from './input-problem.js';
import type { Run } from './run.js';

/** The command `chiso`: runs one call and returns its exit code. */
export async function chiso(args: readonly string[], run: Run): Promise<number> {
  try {
    await programFor(run).parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InputProblem)) throw error;
    run.complain(error);
  }
  return run.finish();
}

function programFor(run: Run): Command {
  const program = new Command('chiso')
    .description('Indices, trends and forecasts on files, and the running system.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => run.say(text), writeErr: (text) => run.warn(text) });
  for (const addCommand of COMMANDS) addCommand(program, run);
  return program;
}
