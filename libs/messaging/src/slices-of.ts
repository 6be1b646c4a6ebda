import { type RawMessage } from './slice.js';

const SLICE_EVENTS = 4000;
const SLICE_BYTES = 2 * 1024 * 1024;
/** What is left of a fetch after a full slice is often a few events, which would cost as much as the slice: they join it. */
const REST_EVENTS = SLICE_EVENTS / 4;
const REST_BYTES = SLICE_BYTES / 4;

/** The messages from an offset on, in slices of at most 4,000 events or 2 MB; a rest of less than a quarter joins the last. */
export function slicesOf(messages: readonly RawMessage[], from: number): RawMessage[][] {
  const slices: RawMessage[][] = [];
  let slice: RawMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    if (Number(message.offset) < from) continue;
    const size = sizeOf(message);
    if (slice.length === SLICE_EVENTS || (slice.length > 0 && bytes + size > SLICE_BYTES)) {
      slices.push(slice);
      slice = [];
      bytes = 0;
    }
    slice.push(message);
    bytes += size;
  }
  if (slice.length === 0) return slices;
  const isRest = slices.length > 0 && slice.length < REST_EVENTS && bytes < REST_BYTES;
  if (isRest) slices.at(-1)!.push(...slice);
  else slices.push(slice);
  return slices;
}

const sizeOf = ({ value }: RawMessage): number => value?.length ?? 0;
