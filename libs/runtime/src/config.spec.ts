import { ConfigError, loadConfig, ServiceConfig } from './config.js';

const RIGHT = {
  DATABASE_URL: 'postgres://chiso:a-password@127.0.0.1:5432/postgres',
  KAFKA_BROKERS: '127.0.0.1:9092, 127.0.0.1:9093',
  CHISO_TOKEN_SECRET: 'a secret of at least thirty-two characters',
};
const faultsOf = (environment: NodeJS.ProcessEnv): readonly string[] => {
  try {
    loadConfig(ServiceConfig, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};
const namesOf = (faults: readonly string[]) => new Set(faults.map((fault) => fault.split(':')[0]));

describe('the configuration of a service', () => {
  it('is read from the environment, with defaults where nothing is said', () => {
    expect(
      loadConfig(ServiceConfig, { ...RIGHT, CHISO_HTTP_PORT: '8081', CHISO_METRICS_PORT: '' }),
    ).toMatchObject({
      httpPort: 8081,
      metricsPort: 0,
      host: '127.0.0.1',
      kafkaBrokers: ['127.0.0.1:9092', '127.0.0.1:9093'],
    });
  });

  it('names every variable that is missing at once', () => {
    expect(namesOf(faultsOf({}))).toEqual(new Set(Object.keys(RIGHT)));
  });

  it('names every variable that is wrong at once, by its rule and never by its value', () => {
    const wrong = {
      CHISO_HTTP_PORT: '70000',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      KAFKA_BROKERS: 'broker-without-port',
      CHISO_TOKEN_SECRET: 'hunter2',
      CHISO_SESSION_TIMEOUT_MS: 'soon',
    };
    const faults = faultsOf(wrong);
    expect(namesOf(faults)).toEqual(new Set(Object.keys(wrong)));
    expect(faults.join('\n')).not.toMatch(/hunter2|broker-without-port|70000|soon/);
    expect(faults).toContain('KAFKA_BROKERS: it must be host:port, more with commas');
  });
});
