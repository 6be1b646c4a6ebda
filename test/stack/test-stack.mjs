import { missingTools } from '../../deploy/local/requirements.mjs';
import { startTestInfrastructure } from '../../deploy/local/infrastructure.mjs';
import { dockerAnswers, startContainers } from './containers.mjs';

/** What is already named by the environment, else containers, else the same processes as `npm start`, else a reason why not. */
export async function startTestStack() {
  const { CHISO_TEST_DATABASE_URL: databaseUrl, CHISO_TEST_KAFKA_BROKERS: brokers } = process.env;
  if (databaseUrl && brokers)
    return { databaseUrl, brokers, from: 'the environment', stop: async () => undefined };
  const started = (await dockerAnswers())
    ? { ...(await startContainers()), from: 'containers' }
    : { ...(await withoutContainers()), from: 'deploy/local' };
  process.env.CHISO_TEST_DATABASE_URL = started.databaseUrl;
  process.env.CHISO_TEST_KAFKA_BROKERS = started.brokers;
  return started;
}

async function withoutContainers() {
  const missing = await missingTools();
  if (missing)
    throw new Error(
      `No Docker engine answers, and without one the tests start the processes of deploy/local themselves: ${missing}`,
    );
  return startTestInfrastructure();
}
