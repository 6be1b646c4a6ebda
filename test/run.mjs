// `npm test`: every test that can run on this machine. `npm test -- unit page` runs only the parts whose names begin so.
import { buildWhereNeeded } from '../deploy/local/build.mjs';
import { startSystem } from './runner/running-system.mjs';
import { jest, tool } from './runner/suites.mjs';
import { whyNoChromium } from './runner/tools.mjs';
import { startTestStack } from './stack/test-stack.mjs';

/** Values a second of the demo's live month, which takes more than an hour otherwise. */
const DEMO_RATE = 100;
const wanted = process.argv.slice(2);
const total = { passed: 0, failed: 0 };
const left = [];
const isWanted = (name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word));

/** Runs one part, says its time and counts it. A part that cannot begin is a failure with its reason. */
async function part(name, work) {
  if (!isWanted(name)) return;
  console.log(`\n── ${name}`);
  const from = performance.now();
  const {
    passed,
    failed,
    skipped = 0,
  } = await work().catch((error) => {
    console.log(`${name} could not run: ${error.message}`);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
  if (skipped > 0) left.push(`${skipped} tests of ${name} are marked as skipped in their files.`);
  console.log(
    `── ${name}: ${passed} passed, ${failed} failed (${((performance.now() - from) / 1000).toFixed(1)} s)`,
  );
}

/** Starts what the parts need only where one of them is wanted, and stops it whatever they do. */
async function within(name, names, start, parts) {
  if (!names.some(isWanted)) return;
  const from = performance.now();
  try {
    const started = await start();
    console.log(`\n── ${name}: up (${((performance.now() - from) / 1000).toFixed(1)} s)`);
    await parts(started).finally(() => started.stop());
  } catch (error) {
    total.failed += 1;
    console.log(`\n── ${name} could not run, so neither could ${names.join(', ')}: ${error.message}`);
  }
}

await part('build', async () => {
  await buildWhereNeeded();
  return { passed: 1, failed: 0 };
});
await part('format', tool('prettier', '--check', '.'));
await part('lint', tool('oxlint', '--type-aware'));
await part(
  'imports',
  tool('depcruise', '--config', '.dependency-cruiser.mjs', 'apps', 'libs', 'test', 'deploy', 'docs'),
);
await part('types', tool('tsc', '-p', 'tsconfig.json', '--noEmit'));
await part('unit and contract', jest('jest.config.mjs'));

await within(
  'database and broker',
  ['integration'],
  startTestStack,
  async ({ from, databaseUrl, brokers }) => {
    if (from === 'deploy/local')
      left.push(
        'No Docker engine answers: database and broker of the integration tests were the processes of deploy/local, and docker-compose.yml was checked but not run.',
      );
    const env = { CHISO_TEST_DATABASE_URL: databaseUrl, CHISO_TEST_KAFKA_BROKERS: brokers };
    await part('integration', jest('jest.int.config.mjs', { env }));
  },
);

await part('failures', jest('jest.system.config.mjs', { only: ['test/system/failures'] }));
await part('launcher', jest('jest.system.config.mjs', { only: ['test/system/launcher'] }));
const noChromium = isWanted('page') ? await whyNoChromium() : undefined;
if (noChromium) left.push(`The tests of the page were left out: ${noChromium}.`);
await within(
  'the whole system',
  noChromium ? ['system'] : ['system', 'page'],
  startSystem,
  async ({ env }) => {
    await part(
      'system',
      jest('jest.system.config.mjs', { only: ['test/system/(?!launcher|failures|demo)'], env }),
    );
    if (!noChromium) await part('page', jest('jest.page.config.mjs', { env }));
  },
);

// Some minutes of loading and playing: only where it is asked for.
if (wanted.includes('demo'))
  await within(
    'the whole system with its demo',
    ['demo'],
    () => startSystem({ seed: 'demo', rate: DEMO_RATE }),
    ({ env }) => part('demo', jest('jest.system.config.mjs', { only: ['test/system/demo'], env })),
  );

if (left.length > 0) console.log(`\n${left.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
