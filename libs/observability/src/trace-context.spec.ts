import { continueTrace, currentTraceparent, withTrace } from './trace-context.js';

const HEADER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('trace context', () => {
  it('keeps the trace id of a header and takes a span id of its own', () => {
    const trace = continueTrace(HEADER);
    expect(trace.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(trace.spanId).not.toBe('00f067aa0ba902b7');
  });

  it('begins a new trace where the header is broken', () => {
    expect(continueTrace('00-xyz').traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('hands the trace on across an await, and none outside', async () => {
    await withTrace(HEADER, async () => {
      await Promise.resolve();
      expect(currentTraceparent()).toContain('4bf92f3577b34da6a3ce929d0e0e4736');
    });
    expect(currentTraceparent()).toBeUndefined();
  });
});
