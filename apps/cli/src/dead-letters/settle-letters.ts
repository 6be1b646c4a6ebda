import type { LetterChoice, LetterLine } from '#messaging';
import { awaitedTask } from '../operator/awaited-task.js';
import { OperatorProblem } from '../operator/operator-problem.js';
import { atDesks, type DeskOf } from '../operator/service-schema.js';
import type { Run } from '../run.js';
import { letterName, lettersByService } from './letter-name.js';
import { refuseMissing } from './list-letters.js';

/** More of them are told as a sum. */
const MOST_TOLD = 50;

export interface ReplayOptions {
  readonly all?: boolean;
  readonly service?: string;
  readonly topic?: string;
  readonly by: string;
  readonly wait: number;
}

/** Has the running services replay the named letters, or all open ones of a service or topic; tells what became of each. */
export async function replayLetters(
  run: Run,
  names: readonly string[],
  options: ReplayOptions,
): Promise<void> {
  const { service, topic, all } = options;
  if ((names.length === 0) === (all === undefined))
    throw new OperatorProblem(
      'letter.choice',
      'name the letters to replay, or say --all, with --service and --topic where not all are meant',
    );
  let found = 0;
  if (all) found = await atDesks(service, (desks) => replayAt(run, desks, { topic }, options));
  for (const [name, ids] of lettersByService(names))
    found += await atDesks(name, async (desks) => {
      refuseMissing(name, ids, await desks[0]!.desk.list({ ids }));
      return replayAt(run, desks, { ids }, options);
    });
  if (found === 0) run.say('None of them is open.\n');
}

async function replayAt(
  run: Run,
  desks: readonly DeskOf[],
  choice: LetterChoice,
  { by, wait }: ReplayOptions,
): Promise<number> {
  let found = 0;
  for (const { service, desk } of desks) {
    const { task, ids } = await desk.askReplay(choice, by);
    if (ids.length === 0) continue;
    found += ids.length;
    await awaitedTask({ service, desk }, task, wait);
    tell(run, service, await desk.list({ ids, limit: ids.length }));
  }
  return found;
}

function tell(run: Run, service: string, letters: readonly LetterLine[]): void {
  const failed = letters.filter(({ state }) => state === 'open');
  const told = letters.length > MOST_TOLD ? failed.slice(0, MOST_TOLD) : letters;
  for (const { id, state, code, detail } of told)
    run.say(
      state === 'open'
        ? `${letterName(service, id)}  failed again  ${code}: ${detail}\n`
        : `${letterName(service, id)}  ${state}\n`,
    );
  run.say(`${service}: ${letters.length - failed.length} of ${letters.length} are settled\n`);
  if (failed.length > 0) run.fail();
}

/** Sets letters aside for good; each keeps who did it and why. */
export async function discardLetters(
  run: Run,
  names: readonly string[],
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<void> {
  if (reason.trim() === '')
    throw new OperatorProblem(
      'discard.reason',
      'say with --reason why they are not needed; it is kept with them',
    );
  for (const [service, ids] of lettersByService(names))
    await atDesks(service, async ([found]) => {
      refuseMissing(service, ids, await found!.desk.list({ ids }));
      const discarded = await found!.desk.discard(ids, by, reason);
      for (const id of ids) {
        const done = discarded.includes(id);
        run.say(`${letterName(service, id)}  ${done ? 'discarded' : 'is settled already'}\n`);
      }
    });
}
