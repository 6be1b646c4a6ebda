import { pino } from 'pino';
import { currentTrace } from './trace-context.js';

const SECRETS = [
  'password',
  'token',
  'secret',
  'authorization',
  '*.password',
  '*.token',
  '*.secret',
  'headers.authorization',
  'headers.cookie',
];

/** JSON lines on standard output, each with the ids of the trace in which it was written; secrets are cut out. */
export const logger = pino({
  level: 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: SECRETS, censor: '[cut]' },
  formatters: { level: (label) => ({ level: label }) },
  mixin: () => {
    const trace = currentTrace();
    return trace ? { traceId: trace.traceId, spanId: trace.spanId } : {};
  },
});

export type Logger = typeof logger;
