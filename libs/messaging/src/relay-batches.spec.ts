import { type OutboxRow, recordsOf } from './outbox.store.js';
import { batchesOf } from './relay-batches.js';

const KIB = 1024;
const row = (id: number, key: string, kib: number, topic = 'chiso.score.changed.v1'): OutboxRow => ({
  id,
  topic,
  key,
  headers: '{}',
  value: 'x'.repeat(kib * KIB),
  copies: null,
});
const sizes = (rows: OutboxRow[]) =>
  [...batchesOf(rows)].map((batch) => batch.map((record) => rows.indexOf(record as OutboxRow)));

describe('The batches of the relay', () => {
  it('hold what fits into every partition', () => {
    const rows = ['SXD', 'STNMT', 'H164', 'H167', 'VPUB'].map((key, id) => row(id, key, 200));
    expect(sizes(rows)).toHaveLength(1);
  });

  it('end before a partition gets more than 512 KiB', () => {
    const rows = Array.from({ length: 5 }, (_, id) => row(id, 'SXD', 200));
    expect(sizes(rows)).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('count the one partition of the catalogue whole', () => {
    const rows = ['a', 'b', 'c', 'd'].map((key, id) => row(id, key, 200, 'chiso.catalogue.v1'));
    expect(sizes(rows)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('send a row that is too large alone, and everything in order', () => {
    const rows = [row(0, 'SXD', 1), row(1, 'SXD', 700), row(2, 'SXD', 1)];
    expect(sizes(rows)).toEqual([[0], [1], [2]]);
    expect(sizes([])).toEqual([]);
  });

  it('carry a state that goes to two topics to both, with the one value that is stored', () => {
    const copies = JSON.stringify([['chiso.score.state.v1', 'SXD:INV', '{"ce_id":"2"}']]);
    const rows = [{ ...row(0, 'SXD', 1), copies }, row(1, 'STNMT', 1)];

    expect(recordsOf(rows).map(({ topic, key, value }) => [topic, key, value.length])).toEqual([
      ['chiso.score.changed.v1', 'SXD', KIB],
      ['chiso.score.state.v1', 'SXD:INV', KIB],
      ['chiso.score.changed.v1', 'STNMT', KIB],
    ]);
  });
});
