import { startTestStack } from './test-stack.mjs';

/** Once for all workers of a run of jest; they get the addresses by their environment. */
export default async function setup() {
  globalThis.__chisoTestStack = await startTestStack();
}
