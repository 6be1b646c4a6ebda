import { answers } from '#local/ports';
import { TOPICS } from '#contracts';
import { KafkaClient, topicFaults } from '#messaging';
import { type Finding, right, wrong } from './finding.js';
import { lags } from './lag.js';
import type { RunningSystem } from './running-system.js';

const START = 'Start the system with npm start, or name a broker in KAFKA_BROKERS.';
/** Records behind at which a reader is said to be late: a minute of the busiest load that one machine takes. */
const LATE = 10_000;

/** A client of the running broker, or undefined where nobody answers; kafkajs itself would try for half a minute. */
export async function reachableBroker({ brokers }: RunningSystem): Promise<KafkaClient | undefined> {
  const list = brokers?.split(',').map((broker) => broker.trim()) ?? [];
  for (const broker of list) {
    const [host, port] = broker.split(/:(?=\d+$)/);
    if (await answers(Number(port), host)) return new KafkaClient({ brokers: list, clientId: 'chiso-cli' });
  }
  return undefined;
}

/** Broker, topics and lag. */
export async function lookAtBroker(system: RunningSystem): Promise<Finding[]> {
  const client = await reachableBroker(system);
  if (client === undefined)
    return [wrong('Broker', system.brokers ? `${system.brokers} does not answer` : 'none is running', START)];
  return [right('Broker', `${system.brokers} answers`), await topics(client), await lag(client)];
}

async function topics(client: KafkaClient): Promise<Finding> {
  const faults = await topicFaults(client, TOPICS);
  if (faults.length === 0) return right('Topics', `${TOPICS.length} as declared`);
  return wrong(
    'Topics',
    faults.join('; '),
    'Missing ones are made by npm start; change the others as deploy/kafka/topics.yaml says.',
  );
}

async function lag(client: KafkaClient): Promise<Finding> {
  const groups = await lags(client);
  const behind = groups.filter(({ records }) => records > LATE);
  const most = Math.max(0, ...groups.map(({ records }) => records));
  if (behind.length === 0) return right('Lag', `${groups.length} groups, at most ${most} records behind`);
  const says = behind.map(({ group, records }) => `${group} is ${records} records behind`).join('; ');
  return wrong(
    'Lag',
    says,
    'Look into the log of that service; docs/runbook.md says what holds a reader back.',
  );
}
