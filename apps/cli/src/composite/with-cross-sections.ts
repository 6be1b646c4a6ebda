import { MethodError } from '#scoring-engine';
import { InputProblem } from '../input-problem.js';
import type { Run } from '../run.js';
import { withSourceFile } from '../tables/source-file.js';
import { readWideTable } from '../tables/wide-table.js';
import { type CrossSection, crossSectionsOf } from './cross-sections.js';
import { atLineOf, type MethodFile, readMethod } from './read-method.js';

/** Refusals that are about the data and not about the method. */
const ABOUT_DATA = /^(?:column|value|cell|data)\./;

/**
 * Reads METHOD.json and DATA.csv and hands them to the work, unless something is wrong with them; what the engine
 * refuses is told at the method's line, or at the header of the data.
 */
export async function withCrossSections(
  methodFile: string,
  dataFile: string,
  run: Run,
  work: (method: MethodFile, sections: readonly CrossSection[]) => Promise<void>,
): Promise<void> {
  const method = await readMethod(methodFile);
  let isSound = true;
  const table = await withSourceFile(dataFile, run, (source) =>
    readWideTable(source, method.document.impute?.group, (problem) => {
      isSound = false;
      run.complain(problem);
    }),
  );
  if (!isSound) return;
  if (table.rows.length === 0)
    throw new InputProblem(dataFile, 1, 'table.empty', 'there is no unit in this file');
  try {
    await work(method, crossSectionsOf(table, method));
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    if (!ABOUT_DATA.test(error.code)) throw atLineOf(method, error);
    throw new InputProblem(dataFile, 1, error.code, error.detail, { cause: error });
  }
}
