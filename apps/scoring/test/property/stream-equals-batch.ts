import fc from 'fast-check';
import { type CatalogueChange } from './log-catalogue.js';
import { logsWith, type LogEvent } from './log-events.js';
import { asDelivered, type Delivery } from './play-log.js';

/** A log, and one way in which a stream may bring it: in another order, with copies, in slices, with looks between. */
export interface Case {
  readonly log: readonly LogEvent[];
  readonly stream: Delivery;
}

/** The whole log at once: the catalogue first, nothing looked at before the end. */
export const asBatch = (log: readonly LogEvent[]): Delivery => ({
  log: [...log.filter(({ kind }) => kind === 'catalogue'), ...log.filter(({ kind }) => kind !== 'catalogue')],
  sliceSizes: [Infinity],
  looks: [0],
});

/** Drawn beside the log and not from it, so that a failing log can be made smaller under the same delivery. */
const deliveries = fc.record({
  keys: fc.array(fc.nat(), { minLength: 61, maxLength: 61 }),
  copies: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
  sliceSizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
  looks: fc.array(fc.constantFrom(0, 0, 1, 2, 3), { minLength: 1, maxLength: 5 }),
});

export const casesWith = (changes: readonly CatalogueChange[]): fc.Arbitrary<Case> =>
  fc
    .record({ log: logsWith(changes), delivery: deliveries })
    .map(({ log, delivery: { keys, copies, sliceSizes, looks } }) => {
      const keyOf = (at: number): number => keys[at % keys.length]! + at / 1e3;
      const played = log.map((event, at) => ({ event, key: keyOf(at) })).sort((a, b) => a.key - b.key);
      for (const [which, where] of copies) {
        const copy = log[which % Math.max(log.length, 1)];
        if (copy) played.splice(where % (played.length + 1), 0, { event: copy, key: 0 });
      }
      return { log, stream: { log: asDelivered(played.map(({ event }) => event)), sliceSizes, looks } };
    });

/** A line for each event, for the report of a case that fails. */
export function storyOf({ log, stream }: Case): string {
  const lineOf = ({ kind, data }: LogEvent): string => {
    if (kind === 'catalogue') return `catalogue ${data.version}: ${data.name}`;
    if (kind === 'publication') return `publication ${data.index} ${data.period} v${data.version}`;
    const { indicator, unit } = data;
    if (kind === 'plan') return `plan ${indicator}@${unit} v${data.version}`;
    if (kind === 'obligation')
      return `obligation ${indicator}@${unit} ${data.period} ${data.state} ${data.cause}`;
    const { period, revision, value, cause, recordedAt } = data;
    return `${indicator}@${unit} ${period} r${revision} = ${value} ${cause} ${recordedAt}`;
  };
  const looks = `slices ${stream.sliceSizes.join(',')}, looks ${stream.looks.join(',')}`;
  return ['the log:', ...log.map(lineOf), `the stream (${looks}):`, ...stream.log.map(lineOf)].join('\n');
}

/** The first lines in which two final states differ. */
export function differenceOf(batch: string, stream: string, most = 4): string {
  const [ours, theirs] = [new Set(batch.split('\n')), new Set(stream.split('\n'))];
  const only = (name: string, lines: Set<string>, others: Set<string>) =>
    [...lines]
      .filter((line) => !others.has(line))
      .slice(0, most)
      .map((line) => `${name}: ${line.slice(0, 700)}`);
  return [...only('batch only', ours, theirs), ...only('stream only', theirs, ours)].join('\n');
}

/** The property over so many logs; `play` gives the final state after a delivery. */
export function streamEqualsBatch(
  catalogue: { readonly changes: readonly CatalogueChange[] },
  play: (delivery: Delivery) => Promise<string>,
): fc.IAsyncPropertyWithHooks<[Case]> {
  return fc.asyncProperty(casesWith(catalogue.changes), async (each) => {
    const batch = await play(asBatch(each.log));
    const stream = await play(each.stream);
    if (stream !== batch) throw new Error(`${differenceOf(batch, stream)}\n${storyOf(each)}`);
  });
}
