// PostgreSQL and Kafka from containers, where a Docker engine answers.
import http from 'node:http';
import net from 'node:net';

/** Asks the engine itself: a client that is installed says nothing about an engine. */
export function dockerAnswers() {
  const host = process.env.DOCKER_HOST;
  const target = !host
    ? { socketPath: '/var/run/docker.sock' }
    : host.startsWith('unix://')
      ? { socketPath: host.slice(7) }
      : { host: new URL(host).hostname, port: new URL(host).port };
  return new Promise((resolve) => {
    const request = http.get({ ...target, path: '/_ping', timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The broker must announce the port under which the host reaches it, so the port is chosen before the start. */
async function startKafka() {
  const { GenericContainer, Wait } = await import('testcontainers');
  const port = await freePort();
  const container = await new GenericContainer('apache/kafka:4.3.1')
    .withExposedPorts({ container: port, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://localhost:29093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://localhost:${port}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:29093',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_HEAP_OPTS: '-Xms96m -Xmx384m',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return { brokers: `${container.getHost()}:${port}`, stop: () => container.stop() };
}

async function startPostgres() {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18')
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'])
    .start();
  return { databaseUrl: container.getConnectionUri(), stop: () => container.stop() };
}

export async function startContainers() {
  const [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
  return {
    databaseUrl: postgres.databaseUrl,
    brokers: kafka.brokers,
    stop: async () => void (await Promise.all([postgres.stop(), kafka.stop()])),
  };
}
