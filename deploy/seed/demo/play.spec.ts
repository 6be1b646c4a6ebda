import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProgressFile } from '../client/progress-file.mjs';
import { DemoFeed } from './feed.mjs';
import { LiveMonth } from './play.mjs';
import { liveReports } from './rows.mjs';

interface Sent {
  path: string;
  content: { state?: string; now?: string; played?: number; observations?: { recordedAt: string }[] };
}

/** A gateway that remembers what it got and breaks off after some values. */
class RememberingGateway {
  sent: Sent[] = [];
  constructor(private readonly breaksAfter = Number.POSITIVE_INFINITY) {}
  async post(path: string, content: unknown) {
    if (path === '/observations' && this.values().length >= this.breaksAfter) throw new Error('crash');
    this.sent.push({ path, content: content as Sent['content'] });
    return { results: [{ index: 0, outcome: 'recorded' }] };
  }
  values = () =>
    this.sent.filter(({ path }) => path === '/observations').map(({ content }) => content.observations?.[0]);
  states = () => this.sent.filter(({ path }) => path === '/demo').map(({ content }) => content.state);
}

// A feed that ends on the first day of its live month keeps the test short; the way through it is the same.
const feed = new DemoFeed({ until: '2025-02-01' });
// Thousands of values a test, on machines that do other work beside it.
jest.setTimeout(60_000);

/** Values played before the correction that waits. */
const PLAYED_HERE = 30;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chiso-seed-'));
});
afterEach(() => rm(folder, { recursive: true }));

function start(gateway: RememberingGateway) {
  const progress = new ProgressFile(folder, 'test');
  const means = { gateway: gateway as never, progress, print: () => {} };
  return new LiveMonth(means, feed);
}

describe('the live month', () => {
  it('sets the clock before it begins, plays everything in order and says when it is over', async () => {
    const gateway = new RememberingGateway();
    const live = start(gateway);
    await live.announce();
    await live.play(10_000, Promise.resolve());
    const times = gateway.values().map((row) => row?.recordedAt ?? '');
    expect(times).toHaveLength(live.total);
    expect(times).toEqual(times.toSorted());
    expect(gateway.sent[0]?.content).toMatchObject({ state: 'waiting', now: '2025-01-31T16:59:00.000Z' });
    expect(gateway.states().at(-1)).toBe('over');
  });

  it('goes on at the first value not yet played and repeats nothing', async () => {
    const broken = new RememberingGateway(40);
    await expect(start(broken).play(10_000, Promise.resolve())).rejects.toThrow('crash');
    const second = new RememberingGateway();
    const live = start(second);
    await live.announce();
    await live.play(10_000, Promise.resolve());
    const all = [...broken.values(), ...second.values()].map((row) => JSON.stringify(row));
    expect(broken.values()).toHaveLength(40);
    expect(all).toHaveLength(live.total);
    expect(new Set(all).size).toBe(live.total);
    expect(second.states()).not.toContain('waiting');
  });

  it('says that it is over, and nothing else, on a start after its end', async () => {
    await start(new RememberingGateway()).play(10_000, Promise.resolve());
    const later = new RememberingGateway();
    await start(later).play(10_000, Promise.resolve());
    expect(later.sent.map(({ content }) => content.state)).toEqual(['over']);
    expect(later.sent[0]?.content.played).toBe(start(new RememberingGateway()).total);
  });

  it('starts before older values are in, and holds a correction of them back until they are', async () => {
    const longer = new DemoFeed({ until: '2025-02-06' });
    const isHeld = (report: { at: number; firstAt: number }) =>
      report.firstAt < longer.liveAt && report.at !== report.firstAt;
    const held = liveReports(longer).findIndex(isHeld);
    const gateway = new RememberingGateway();
    const progress = new ProgressFile(folder, 'test');
    progress.set('live month', held - PLAYED_HERE);
    const live = new LiveMonth({ gateway: gateway as never, progress, print: () => {} }, longer);
    let backfilled = () => {};
    const playing = live.play(10_000, new Promise<void>((resolve) => (backfilled = resolve)));
    await until(() => gateway.values().length === PLAYED_HERE);
    await turns(20);
    expect(gateway.values()).toHaveLength(PLAYED_HERE);
    backfilled();
    await playing;
    expect(gateway.values()).toHaveLength(live.total - held + PLAYED_HERE);
  });
});

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
};
const until = async (holds: () => boolean) => {
  while (!holds()) await turns(1);
};
