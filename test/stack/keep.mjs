// Keeps a database and a broker for tests running, so that single files start at once:
//   npm run test:stack        prints two lines to paste into another shell; Ctrl-C ends it
import { startTestStack } from './test-stack.mjs';

const stack = await startTestStack();
console.log(`export CHISO_TEST_DATABASE_URL='${stack.databaseUrl}'`);
console.log(`export CHISO_TEST_KAFKA_BROKERS='${stack.brokers}'`);
const alive = setInterval(() => undefined, 1 << 30);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    clearInterval(alive);
    void stack.stop();
  });
}
