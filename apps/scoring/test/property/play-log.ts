import { type CatalogueDraft } from '#contracts';
import { type Database } from '#persistence';
import { ScoringInOneProcess } from '../scoring-in-one-process.js';
import { emptyDatabase, finalStateIn } from './final-state.js';
import { type LogEvent } from './log-events.js';

/** How a log is delivered: in which slices, and what the workers do after each. */
export interface Delivery {
  readonly log: readonly LogEvent[];
  readonly sliceSizes: readonly number[];
  /** 0: nothing, 1: stage 1 only, 2: and what is live is looked at, 3: both stages until nothing is left. */
  readonly looks: readonly number[];
}

const kindOf = <K extends LogEvent['kind']>(events: readonly LogEvent[], kind: K) =>
  events
    .filter((event): event is Extract<LogEvent, { kind: K }> => event.kind === kind)
    .map(({ data }) => data as Extract<LogEvent, { kind: K }>['data']);

/** The catalogue version under which an event was made: consumers wait until they have it. */
const madeUnder = ({ kind, data }: LogEvent): number =>
  kind === 'catalogue' ? data.version - 1 : data.catalogueVersion;

/** Delivers an event that is ahead of its catalogue after it, and changes of the catalogue in their order. */
export function asDelivered(log: readonly LogEvent[]): LogEvent[] {
  const delivered: LogEvent[] = [];
  let [version, waiting] = [1, [...log]];
  while (waiting.length > 0) {
    const at = waiting.findIndex((event) => madeUnder(event) <= version);
    const [next] = waiting.splice(Math.max(at, 0), 1);
    delivered.push(next!);
    if (next!.kind === 'catalogue') version = Math.max(version, next!.data.version);
    waiting = [...waiting];
  }
  return delivered;
}

async function deliver(scoring: ScoringInOneProcess, slice: readonly LogEvent[]): Promise<void> {
  await scoring.observe(kindOf(slice, 'observation'));
  await scoring.owe(kindOf(slice, 'obligation'));
  await scoring.plan(kindOf(slice, 'plan'));
  await scoring.publish(kindOf(slice, 'publication'));
}

async function look(scoring: ScoringInOneProcess, howFar: number): Promise<void> {
  if (howFar === 1) await scoring.rescoreWhatIsDue();
  if (howFar === 2) await scoring.lookAtWhatIsUrgent();
  if (howFar === 3) await scoring.settle();
}

/** Slices of the log in the sizes given, over and over; a change of the catalogue stands alone. */
function* slicesOf({ log, sliceSizes }: Delivery): Generator<LogEvent[]> {
  let [slice, turn] = [[] as LogEvent[], 0];
  for (const event of log) {
    if (event.kind === 'catalogue') {
      if (slice.length > 0) yield slice;
      yield [event];
      slice = [];
      continue;
    }
    slice.push(event);
    if (slice.length < sliceSizes[turn % sliceSizes.length]!) continue;
    yield slice;
    [slice, turn] = [[], turn + 1];
  }
  if (slice.length > 0) yield slice;
}

/** Plays a log through the real use cases and stores from nothing, and gives all that scoring says at last. */
export async function finalStateAfter(
  database: Database,
  catalogue: readonly CatalogueDraft[],
  delivery: Delivery,
): Promise<string> {
  await emptyDatabase(database);
  const scoring = await ScoringInOneProcess.open(database, catalogue);
  await scoring.changeCatalogue([], 1);
  let turn = 0;
  for (const slice of slicesOf(delivery)) {
    const [first] = slice;
    if (first?.kind === 'catalogue')
      await scoring.changeCatalogue(first.data.drafts, first.data.version, first.data.recordedAt);
    else await deliver(scoring, slice);
    await look(scoring, delivery.looks[turn % delivery.looks.length]!);
    turn += 1;
  }
  await scoring.settle();
  return finalStateIn(database);
}
