import type { Command } from 'commander';
import { addChangepoints } from './changepoints/changepoints.command.js';
import { addComposite } from './composite/composite.command.js';
import { addDeadLetters } from './dead-letters/dead-letters.command.js';
import { addForecast } from './forecast/forecast.command.js';
import { addLimits } from './limits/limits.command.js';
import { addRebuild } from './rebuild/rebuild.command.js';
import { addRecompute } from './recompute/recompute.command.js';
import { addReproduce } from './reproduce/reproduce.command.js';
import { addRepublish } from './republish/republish.command.js';
import type { Run } from './run.js';
import { addDoctor } from './system/doctor.command.js';
import { addStatus } from './system/status.command.js';
import { addTopics } from './system/topics.command.js';
import { addTrend } from './trend/trend.command.js';
import { addUncertainty } from './uncertainty/uncertainty.command.js';

/** Adds one command to the program; its action prints results and problems through the run. */
export type AddCommand = (program: Command, run: Run) => void;

/** Every command, in the order of the help. */
export const COMMANDS: readonly AddCommand[] = [
  addTrend,
  addChangepoints,
  addLimits,
  addForecast,
  addComposite,
  addUncertainty,
  addReproduce,
  addDoctor,
  addStatus,
  addTopics,
  addDeadLetters,
  addRepublish,
  addRebuild,
  addRecompute,
];
