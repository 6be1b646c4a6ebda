import { jest } from '@jest/globals';
import { random, seedOf } from '../../../deploy/seed/demo/random.mjs';
import { floodWithPoison, poisonMidSlice, repeatAndReorder } from './faults/broken-input.mjs';
import { freezePastSession, killBetweenCommits, killRelayAfterSend } from './faults/exact-kills.mjs';
import { catchUp } from './faults/far-behind.mjs';
import { changeCatalogue, growPartitions, scaleOut } from './faults/growth.mjs';
import { crashBroker, crashDatabase, rollingRestart } from './faults/restarts.mjs';
import { finalComparison } from './stand/final-comparison.mjs';
import { Generator } from './stand/generator.mjs';
import { ask } from './stand/settled.mjs';
import { Stand } from './stand/stand.mjs';

const SEED = 5;
const UP_WITHIN_MS = 240_000;
/** A quiet machine takes 15 to 60 s for each. */
jest.setTimeout(600_000);
/** As many events as make a process that takes in what it has not processed burst its 256 MB of heap. */
const BEHIND = 60_000;
const MOST_MIB = 450;
const DEAD = `
  SELECT consumer_group, code, count(*)::int AS n FROM (
    SELECT consumer_group, code FROM scoring.dead_letter
    UNION ALL SELECT consumer_group, code FROM notification.dead_letter
    UNION ALL SELECT consumer_group, code FROM gateway.dead_letter) AS dead
  GROUP BY consumer_group, code ORDER BY consumer_group, code`;

/** Says how long each step has taken so far. */
function stopwatch(): (step: string) => string {
  const steps: string[] = [];
  let from = performance.now();
  return (step) => {
    steps.push(`${step} ${((performance.now() - from) / 1000).toFixed(1)} s`);
    from = performance.now();
    return steps.join(', ');
  };
}

/**
 * One stack and one log for all: each test begins where the one before has ended, with everything proven right. Those that
 * make all later ones dearer come last.
 */
describe('Under load, nothing is lost, doubled or wrong', () => {
  const next = random(seedOf('faults', SEED));
  let stand: Stand;
  let generator: Generator;

  beforeAll(async () => {
    stand = await Stand.start();
    generator = new Generator({ gatewayUrl: stand.gatewayUrl, seed: SEED });
    await generator.prepare();
  }, UP_WITHIN_MS);

  afterAll(() => stand?.stop(), UP_WITHIN_MS);

  /** The fault in the middle of the load, then rest, then everything against everything. */
  async function survives<T>(fault: () => Promise<T>): Promise<T> {
    const watch = stopwatch();
    generator.start();
    let outcome: T;
    try {
      await generator.reports(50);
      watch('load');
      outcome = await fault();
      watch('fault');
      await generator.reports(50);
    } finally {
      await generator.stop();
    }
    await stand.allReady();
    watch('load');
    const { lost, double, wrong, compared } = await finalComparison(stand, generator);
    expect({ lost, double, wrong }).toEqual({ lost: [], double: [], wrong: [] });
    expect(compared).toBeGreaterThan(1000);
    expect([...stand.processes.values()].flatMap(({ deaths }) => deaths)).toEqual([]);
    process.stderr.write(`  ${expect.getState().currentTestName}: ${watch('rest and comparison')}\n`);
    return outcome;
  }

  it('when a consumer is killed between the database’s commit and Kafka’s', async () => {
    const { signal, apart } = await survives(() => killBetweenCommits(stand));
    expect(signal).toBe('SIGKILL');
    expect(apart).not.toEqual([]);
  });

  it('when two consumers hold one partition', () => survives(() => freezePastSession(stand)));

  it('when the relay is killed after it has sent and before it has deleted', async () => {
    const { signal, left } = await survives(() => killRelayAfterSend(stand));
    expect(signal).toBe('SIGKILL');
    expect(left).toBeGreaterThan(0);
  });

  it('when records come twice and in another order', async () => {
    expect(await survives(() => repeatAndReorder(stand, next))).toBeGreaterThan(500);
  });

  it('when poison lies in the middle of a slice: it is put aside and the rest goes on', async () => {
    await survives(() => poisonMidSlice(stand, next));
    const groups = ['chiso.gateway', 'chiso.notification', 'chiso.scoring.stage-1'];
    const codes = ['bytes.not-json', 'event.poison', 'event.schema', 'event.unknown-type'];
    const expected = groups.flatMap((consumer_group) =>
      codes.map((code) => ({ consumer_group, code, n: 1 })),
    );
    expect(await ask(stand, DEAD)).toEqual(expected);
  });

  it('when too many events are poison: their partition stops until an operator has settled them', async () => {
    const said = await survives(() => floodWithPoison(stand, next));
    for (const sentence of said)
      expect(sentence).toMatch(/stopped chiso\.observation\.recorded\.v1\/\d+: too many of its events/);
  });

  it('when the catalogue changes', () => survives(() => changeCatalogue(stand, generator, next)));

  it('when every service is restarted, one after the other', () => survives(() => rollingRestart(stand)));

  it('when the broker crashes', () => survives(() => crashBroker(stand)));

  it('when the database crashes', () => survives(() => crashDatabase(stand)));

  it('when the database is away for 30 s', () => survives(() => crashDatabase(stand, 30_000)));

  it('when topics grow from 12 to 24 partitions', () => survives(() => growPartitions(stand)));

  it('when two and four processes share the work, and two of them die', async () => {
    const shares = await survives(() => scaleOut(stand, generator));
    expect(shares.filter((handled) => handled > 0)).toHaveLength(4);
  });

  it('when a process was away for long: it catches up in flat memory', async () => {
    const { behind, seconds, samples } = await survives(() => catchUp(stand, BEHIND));
    console.log(`caught up with ${behind} events in ${seconds.toFixed(1)} s, ${samples.join(' ')} MiB`);
    expect(samples.length).toBeGreaterThan(3);
    expect(Math.max(...samples)).toBeLessThan(MOST_MIB);
  });
});
