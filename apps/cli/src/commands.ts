import type { Command } from 'commander';
import type { Run } from './run.js';
import { addTrend } from './trend/trend.command.js';

/** Adds one command to the program; its action prints results and problems through the run. */
export type AddCommand = (program: Command, run: Run) => void;

/** Every command, in the order of the help. */
export const COMMANDS: readonly AddCommand[] = [addTrend];
