import { Kafka, logLevel, Partitioners, type Admin, type Consumer, type Producer } from 'kafkajs';
import { logger } from '#observability';
import { restIdleTimers } from './idle-timer.js';
import { encodeRequestsAtOnce } from './produce-encoder.js';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly sessionTimeoutMs?: number;
  /** Leads every topic and group name; empty in production, random in tests. */
  readonly prefix?: string;
}

const HEARTBEAT_MS = 3000;
const SESSION_MS = 30_000;
const RETRY = { initialRetryTime: 100, maxRetryTime: 5000, retries: 12 };

restIdleTimers();
encodeRequestsAtOnce();

/** The one place that makes kafkajs clients, each with the settings that our guarantees rest on. */
export class KafkaClient {
  private readonly kafka: Kafka;

  constructor(private readonly settings: KafkaSettings) {
    this.kafka = new Kafka({
      clientId: settings.clientId,
      brokers: [...settings.brokers],
      connectionTimeout: 5000,
      requestTimeout: 30_000,
      retry: RETRY,
      logLevel: logLevel.WARN,
      logCreator: () => (entry) => log(entry.level, entry.log.message, entry.log['error']),
    });
  }

  named(name: string): string {
    return `${this.settings.prefix ?? ''}${name}`;
  }

  /** The name without our prefix: what the contracts know. */
  plain(name: string): string {
    return name.slice((this.settings.prefix ?? '').length);
  }

  /** Not idempotent: kafkajs can lose a batch silently in that mode; versions make a repeated one harmless. */
  producer(): Producer {
    return this.kafka.producer({
      idempotent: false,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      metadataMaxAge: this.sessionTimeoutMs,
      retry: { ...RETRY, retries: 4 },
    });
  }

  /** @param isWanted  whether a consumer that has crashed begins again by itself */
  consumer(groupId: string, isWanted: () => boolean = () => true): Consumer {
    return this.kafka.consumer({
      groupId,
      sessionTimeout: this.sessionTimeoutMs,
      metadataMaxAge: this.sessionTimeoutMs,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 1000,
      maxBytesPerPartition: 2 * 1024 * 1024,
      maxBytes: 8 * 1024 * 1024,
      allowAutoTopicCreation: false,
      retry: { ...RETRY, restartOnFailure: () => Promise.resolve(isWanted()) },
    });
  }

  /** Also how long added partitions stay unseen: five minutes by kafkajs' own default. */
  private get sessionTimeoutMs(): number {
    return this.settings.sessionTimeoutMs ?? SESSION_MS;
  }

  admin(): Admin {
    return this.kafka.admin({ retry: RETRY });
  }
}

// The group coordinator of a fresh broker is made on first use; kafkajs tries again by itself.
const EXPECTED =
  /group coordinator is not available|The group is rebalancing|not aware of this member|Specified group generation/;

function log(level: logLevel, message: string, error: unknown): void {
  const details = error === undefined ? {} : { error };
  if (level === logLevel.ERROR && !EXPECTED.test(`${message} ${String(error)}`))
    logger.warn(details, `kafka: ${message}`);
  else logger.debug(details, `kafka: ${message}`);
}
