import type { LetterState } from '#messaging';
import { atDesks } from '../operator/service-schema.js';
import type { Run } from '../run.js';
import { letterName, lettersByService } from './letter-name.js';
import { letterPage, letterTable, type ListedLetter } from './letter-table.js';
import { OperatorProblem } from '../operator/operator-problem.js';

export interface ListOptions {
  readonly service?: string;
  readonly topic?: string;
  readonly state: LetterState | 'all';
  readonly limit: number;
  readonly json?: boolean;
}

/** Prints the letters of all services, or of one; those that are open where nothing else is asked for. */
export async function listLetters(
  run: Run,
  { service, topic, state, limit, json }: ListOptions,
): Promise<void> {
  const choice = { topic, limit: limit + 1, state: state === 'all' ? undefined : state };
  const letters = await atDesks(service, async (desks) => {
    const found: ListedLetter[] = [];
    for (const { service: name, desk } of desks)
      for (const letter of await desk.list(choice)) found.push({ service: name, ...letter });
    return found;
  });
  const shown = letters.slice(0, limit);
  if (json)
    for (const letter of shown) await run.print({ name: letterName(letter.service, letter.id), ...letter });
  else if (letters.length === 0) run.say(`No dead letters${state === 'all' ? '' : ` are ${state}`}.\n`);
  else run.say(letterTable(shown, Date.now()));
  if (letters.length > shown.length) run.warn(`and more; --limit N shows more than ${limit}\n`);
}

/** Prints letters with their records. */
export async function showLetters(run: Run, names: readonly string[], json: boolean): Promise<void> {
  for (const [service, ids] of lettersByService(names)) {
    const letters = await atDesks(service, ([found]) => found!.desk.show(ids));
    refuseMissing(service, ids, letters);
    for (const letter of letters) {
      if (json) await run.print({ name: letterName(service, letter.id), service, ...letter });
      else run.say(`${letterPage(service, letter)}\n`);
    }
  }
}

/** Throws OperatorProblem `letter.unknown`. */
export function refuseMissing(
  service: string,
  ids: readonly number[],
  found: readonly { id: number }[],
): void {
  const missing = ids.filter((id) => !found.some((letter) => letter.id === id));
  if (missing.length === 0) return;
  const names = missing.map((id) => letterName(service, id)).join(', ');
  throw new OperatorProblem(
    'letter.unknown',
    `there is no dead letter ${names}; chiso dead-letters list shows them`,
  );
}
