import { createRequire } from 'node:module';

const TRIED = '2.2.4';

interface RequestQueue {
  pending: unknown[];
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  scheduleCheckPendingRequests(): void;
}

/**
 * kafkajs keeps a 1 ms timer per idle connection, which costs 5 % of a core and warns of negative waits on Node 24.
 * This lets the timer rest while no request is pending. Guarded by version: another kafkajs runs unchanged.
 */
export function restIdleTimers(): boolean {
  const require = createRequire(import.meta.url);
  const { version } = require('kafkajs/package.json') as { version: string };
  if (version !== TRIED) return false;
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const schedule: (this: RequestQueue) => void = Reflect.get(prototype, 'scheduleCheckPendingRequests');
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
  return true;
}
