import { type LogRow } from './change-log.store.js';
import { LiveClient, type Wire } from './live-client.js';

class FakeWire implements Wire {
  text = '';
  writableLength = 0;
  write(text: string): boolean {
    this.text += text;
    return true;
  }
  end(): void {}
  get events(): { name: string; id: number; data: unknown }[] {
    return [...this.text.matchAll(/event: (\w+)\nid: (\d+)\ndata: (.*)\n\n/g)].map(([, name, id, data]) => ({
      name: name!,
      id: Number(id),
      data: JSON.parse(data!) as unknown,
    }));
  }
}

const aRow = (position: number, over: Partial<LogRow> = {}): LogRow => ({
  position,
  topic: 'score',
  changes: [{ topic: 'score', key: 'k', version: position }],
  ...over,
});

describe('a live client', () => {
  it('gets one event for the rows that come together, with the position of the last', () => {
    const wire = new FakeWire();
    new LiveClient(wire, undefined, 0).take([aRow(1), aRow(2)]);
    expect(wire.events).toEqual([
      { name: 'change', id: 2, data: { changes: [{ topic: 'score', key: 'k', version: 2 }] } },
    ]);
  });

  it('is not told twice of a row that it has', () => {
    const wire = new FakeWire();
    const client = new LiveClient(wire, undefined, 1);
    client.take([aRow(1)]);
    expect(wire.events).toEqual([]);
  });

  it('hears only of the topics that it asked for', () => {
    const wire = new FakeWire();
    new LiveClient(wire, new Set(['alert']), 0).take([aRow(1), aRow(2, { topic: 'alert', changes: [] })]);
    expect(wire.text).toBe('');
  });

  it('that reads slowly gets its changes coalesced once it has caught up', () => {
    const wire = new FakeWire();
    const client = new LiveClient(wire, undefined, 0);
    wire.writableLength = 100 * 1024;
    client.take([aRow(1)]);
    client.take([aRow(2)]);
    expect(wire.text).toBe('');
    wire.writableLength = 0;
    client.take([aRow(3)]);
    expect(wire.events).toEqual([
      { name: 'change', id: 3, data: { changes: [{ topic: 'score', key: 'k', version: 3 }] } },
    ]);
  });

  it('that does not read at all is given up', () => {
    const wire = new FakeWire();
    wire.writableLength = 2 * 1024 * 1024;
    expect(new LiveClient(wire, undefined, 0).take([aRow(1)])).toBe(false);
  });
});
