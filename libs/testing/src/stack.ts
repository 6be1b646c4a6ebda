import { stackTools } from './local-tools.js';

/** The real PostgreSQL and the real Kafka of this run. */
export interface TestStack {
  readonly databaseUrl: string;
  readonly brokers: string;
}

let lazy: Promise<TestStack> | undefined;

/**
 * The stack that the runner started, else one that this process starts for itself; that one ends with the process, by its
 * watchdog.
 */
export function testStack(): Promise<TestStack> {
  const { CHISO_TEST_DATABASE_URL: databaseUrl, CHISO_TEST_KAFKA_BROKERS: brokers } = process.env;
  if (databaseUrl && brokers) return Promise.resolve({ databaseUrl, brokers });
  lazy ??= stackTools().then(({ startTestStack }) => startTestStack());
  return lazy;
}
