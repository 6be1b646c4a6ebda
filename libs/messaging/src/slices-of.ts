import { type RawMessage } from './slice.js';

const SLICE_EVENTS = 2000;
const SLICE_BYTES = 1024 * 1024;

/** The messages from an offset on, in slices of at most 2,000 events or 1 MB. */
export function* slicesOf(messages: readonly RawMessage[], from: number): Generator<RawMessage[]> {
  let slice: RawMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    if (Number(message.offset) < from) continue;
    const size = message.value?.length ?? 0;
    if (slice.length === SLICE_EVENTS || (slice.length > 0 && bytes + size > SLICE_BYTES)) {
      yield slice;
      slice = [];
      bytes = 0;
    }
    slice.push(message);
    bytes += size;
  }
  if (slice.length > 0) yield slice;
}
