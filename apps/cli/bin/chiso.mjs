#!/usr/bin/env node
// The command: on Node 24, built where needed. Everything that this file itself says goes to standard error.
import { buildWhereNeeded } from '../../../deploy/local/build.mjs';
import { runUnderNode24 } from '../../../deploy/local/node-version.mjs';
import { complain, Obstacle } from '../../../deploy/local/steps.mjs';

if (!(await runUnderNode24(process.argv[1], process.argv.slice(2)))) {
  try {
    await buildWhereNeeded(complain, { page: false });
    await import('../../../dist/apps/cli/src/main.js');
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    complain(error.message);
    process.exitCode = 1;
  }
}
