import { chunks, sendInOrder } from './batches.mjs';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('sending batches', () => {
  it('keeps at most the given number in flight', async () => {
    let running = 0;
    let most = 0;
    await sendInOrder(chunks([1, 2, 3, 4, 5, 6, 7], 1), {
      inFlight: 2,
      from: 0,
      send: async () => {
        running += 1;
        most = Math.max(most, running);
        await turn();
        running -= 1;
      },
      answered: () => {},
    });
    expect(most).toBe(2);
  });

  it('counts only what is answered without a gap', async () => {
    const counts: number[] = [];
    let finishFirst = () => {};
    const first = new Promise<void>((resolve) => (finishFirst = resolve));
    const done = sendInOrder(chunks(['a', 'b', 'c'], 1), {
      inFlight: 3,
      from: 0,
      send: ([name]) => (name === 'a' ? first : Promise.resolve()),
      answered: (count) => counts.push(count),
    });
    await turn();
    expect(counts).toEqual([]);
    finishFirst();
    await done;
    expect(counts).toEqual([3]);
  });

  it('goes on after the batches that an earlier start sent', async () => {
    const sent: string[] = [];
    await sendInOrder(chunks(['a', 'b', 'c', 'd'], 1), {
      inFlight: 1,
      from: 2,
      send: async (batch) => void sent.push(...batch),
      answered: () => {},
    });
    expect(sent).toEqual(['c', 'd']);
  });

  it('waits at a barrier for everything before it', async () => {
    const ends: string[] = [];
    await sendInOrder([['slow'], undefined, ['after']], {
      inFlight: 2,
      from: 0,
      send: async ([name = '']) => {
        if (name === 'slow') await turn();
        ends.push(name);
      },
      answered: () => {},
    });
    expect(ends).toEqual(['slow', 'after']);
  });

  it('fails when a batch fails', async () => {
    const failing = sendInOrder(chunks([1], 1), {
      inFlight: 1,
      from: 0,
      send: () => Promise.reject(new Error('refused')),
      answered: () => {},
    });
    await expect(failing).rejects.toThrow('refused');
  });
});
