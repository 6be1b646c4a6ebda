import { buildWhereNeeded } from './build.mjs';
import { describeEnd } from './child.mjs';
import { writeAddresses } from './addresses.mjs';
import { openDataFolder, tokenSecret } from './data-folder.mjs';
import { jarsAreThere, kafkaClassPath } from './jars.mjs';
import { archiveIsThere, makeClassArchive } from './kafka-jvm.mjs';
import { startKafka } from './kafka.mjs';
import { startMailCatcher } from './mail-catcher.mjs';
import { isFree } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { topicsMaker } from './prepare-topics.mjs';
import { reachBrokers, reachDatabase } from './given.mjs';
import { missingTools } from './requirements.mjs';
import { startSeed } from './seed.mjs';
import { chooseAddresses, commonEnvironment, startServices } from './services.mjs';
import { readSettings } from './settings.mjs';
import { Obstacle, say, step } from './steps.mjs';
import { STAGE, startWatchdog } from './watchdog.mjs';

const OPTIONS = ['--reset'];
/** A service gives itself 20 s for an orderly stop. */
const SERVICE_PATIENCE_MS = 25_000;

/** Broker and database are not started again: what they hold in memory is the system's own, and an operator must look. */
function endWithIt(life, child, stage) {
  life.onEnd(stage, child.name, () => child.stop());
  void child.ended.then((end) =>
    life.end(
      1,
      `${child.name} died (${describeEnd(end)}); everything stops. Its last lines (all: ${child.log}):\n${child.said()}`,
    ),
  );
}

async function database(settings, { folder, logs }, watchdog, life) {
  if (settings.databaseUrl) return settings.databaseUrl;
  const { url } = await step('PostgreSQL 18', async () => {
    const started = await startPostgres({ folder, logs, watchdog });
    if (started.moved)
      say(`    The database's own user cannot enter ${folder}; its files lie in ${started.moved}.`);
    endWithIt(life, started.child, STAGE.database);
    return started;
  });
  return url;
}

async function broker(settings, data, watchdog, life) {
  const makeTopics = topicsMaker();
  const brokers = settings.brokers ?? (await localBroker(settings, data, watchdog, life));
  await step('topics', () => makeTopics(brokers));
  return brokers;
}

async function localBroker(settings, { folder, logs }, watchdog, life) {
  const { brokers } = await step('Apache Kafka 4.3.1', async () => {
    const started = await startKafka({ folder, logs, watchdog, wantedPort: settings.kafkaPort });
    endWithIt(life, started.child, STAGE.broker);
    return started;
  });
  return brokers;
}

/** What can be refused without touching anything. */
async function prepare(args) {
  const settings = readSettings();
  const unknown = args.filter((arg) => !OPTIONS.includes(arg));
  if (unknown.length > 0) throw new Obstacle(`Unknown option ${unknown.join(' ')}; there is --reset.`);
  if (settings.databaseUrl) await step('database of DATABASE_URL', () => reachDatabase(settings.databaseUrl));
  if (settings.brokers) await step('broker of KAFKA_BROKERS', () => reachBrokers(settings.brokers));
  const missing = settings.brokers ? undefined : await missingTools();
  if (missing) throw new Obstacle(missing);
  return { settings, reset: args.includes('--reset') };
}

async function infrastructure(settings, data, life) {
  const watchdog = startWatchdog({ records: data.processes });
  life.onEnd(STAGE.rest, undefined, () => watchdog.dismiss());
  const started = await Promise.allSettled([
    database(settings, data, watchdog, life),
    broker(settings, data, watchdog, life),
  ]);
  life.check();
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  const mail = await startMailCatcher({ folder: data.mail });
  life.onEnd(STAGE.rest, undefined, mail.stop);
  return { watchdog, databaseUrl: started[0].value, brokers: started[1].value, mail };
}

/** The data folder, for this launcher alone and emptied where that was asked for; and the port, which nobody else may have. */
async function openFolder(settings, reset, life) {
  const data = await openDataFolder(settings.folder, { reset });
  life.onEnd(STAGE.rest, undefined, data.release);
  if (!(await isFree(settings.port)))
    throw new Obstacle(
      `Port ${settings.port} is taken: end what listens there, or choose another with CHISO_PORT.`,
    );
  if (reset) say('  ✓ data folder emptied');
  if (reset && (settings.brokers || settings.databaseUrl))
    say('    The broker or database that you named keeps what it holds.');
  return data;
}

/** What the broker needs once on a machine. */
async function prepareBroker() {
  if (!jarsAreThere())
    await step("fetching the broker's jars by Maven, once", async () => void (await kafkaClassPath()));
  if (!(await archiveIsThere()))
    await step("recording the broker's classes for quicker starts, once", makeClassArchive);
}

/** Services and seed, each told where the others are. */
async function startApps(settings, data, { watchdog, databaseUrl, brokers, mail }, life) {
  const addresses = await chooseAddresses(settings.port);
  life.onEnd(
    STAGE.rest,
    undefined,
    writeAddresses(data.folder, {
      databaseUrl,
      brokers,
      mail: mail.pageUrl,
      services: Object.fromEntries(addresses),
    }),
  );
  const environment = commonEnvironment({
    settings,
    addresses,
    databaseUrl,
    brokers,
    smtpUrl: mail.smtpUrl,
    tokenSecret: tokenSecret(data.folder),
  });
  const shared = { environment, logs: data.logs, watchdog, giveUp: (why) => life.end(1, why) };
  const services = [];
  life.onEnd(STAGE.service, 'services', () =>
    Promise.all(services.map((service) => service.stop(SERVICE_PATIENCE_MS))),
  );
  await startServices({ ...shared, addresses, step, onStarted: (service) => services.push(service) });
  life.check();
  if (settings.seed === 'none') return;
  await step('catalogue', () =>
    startSeed({ ...shared, onStarted: (seed) => life.onEnd(STAGE.seed, 'seed', () => seed.stop()) }),
  );
}

/** Brings everything up, in the order in which it is printed. */
export async function startStack(life, args) {
  const { settings, reset } = await prepare(args);
  say(`chiso on this machine; data in ${settings.folder}`);
  const data = await openFolder(settings, reset, life);
  await buildWhereNeeded();
  if (!settings.brokers) await prepareBroker();
  life.check();
  const found = await infrastructure(settings, data, life);
  await startApps(settings, data, found, life);
  life.check();
  say(`Kafka: ${found.brokers}`);
  say(`Mail: ${found.mail.pageUrl} (files in ${data.mail})`);
  say(`Ready: http://127.0.0.1:${settings.port}`);
}
