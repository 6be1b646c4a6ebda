import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** A position in a trace: W3C Trace Context, version 00. */
export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: string;
}

const storage = new AsyncLocalStorage<TraceContext>();
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

const newSpanId = () => randomBytes(8).toString('hex');

/** Reads a `traceparent` header; a missing or broken one begins a new trace, as the standard asks. */
export function continueTrace(traceparent: string | undefined): TraceContext {
  const match = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  return match
    ? { traceId: match[1]!, spanId: newSpanId(), flags: match[3]! }
    : { traceId: randomBytes(16).toString('hex'), spanId: newSpanId(), flags: '01' };
}

export const currentTrace = (): TraceContext | undefined => storage.getStore();

/** The header that carries the current trace on, or undefined outside of one. */
export function currentTraceparent(): string | undefined {
  const trace = storage.getStore();
  return trace && `00-${trace.traceId}-${trace.spanId}-${trace.flags}`;
}

export const withTrace = <R>(traceparent: string | undefined, work: () => R): R =>
  storage.run(continueTrace(traceparent), work);
