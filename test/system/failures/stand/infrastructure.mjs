import { startKafka } from '../../../../deploy/local/kafka.mjs';
import { startPostgres } from '../../../../deploy/local/postgres.mjs';

/** SIGQUIT is PostgreSQL's crash: it ends at once and mends itself from its log at the next start. */
const CRASH = { database: 'SIGQUIT', broker: 'SIGKILL' };

/** Seven processes, and what killed ones have left until the server notices. */
const MORE = { max_connections: '150' };

/** One PostgreSQL and one Kafka, each of which can be stopped, crashed and started again where it was. */
export class Infrastructure {
  #how;
  #database;
  #broker;
  databaseUrl;
  brokers;

  constructor(how) {
    this.#how = how;
  }

  async start() {
    await Promise.all([this.startDatabase(), this.startBroker()]);
  }

  /** Durable as in `npm start`: what is committed must be there after a crash. */
  async startDatabase() {
    const wantedPort = this.#database?.port;
    const started = await startPostgres({ ...this.#how, wantedPort, more: MORE });
    this.#database = started;
    this.databaseUrl = started.url;
  }

  async startBroker() {
    const started = await startKafka({ ...this.#how, wantedPort: this.#broker?.port });
    if (this.#broker && started.port !== this.#broker.port)
      throw new Error(`the broker's port ${this.#broker.port} was taken while it was down`);
    this.#broker = started;
    this.brokers = started.brokers;
  }

  get pids() {
    return { database: this.#database.child.pid, broker: this.#broker.child.pid };
  }

  async crash(which) {
    const { child } = which === 'database' ? this.#database : this.#broker;
    process.kill(child.pid, CRASH[which]);
    await child.ended;
  }

  async stop() {
    await this.#broker?.child.stop();
    await this.#database?.child.stop();
  }
}
