import { testDatabase } from '#testing';
import { type Database } from './database.js';
import { openDatabase } from './open-database.js';

let database: Database;
beforeAll(async () => {
  const { url } = await testDatabase({ name: 'arrays', migrate: () => Promise.resolve() });
  database = await openDatabase({ url, schema: 'arrays', migrations: [] });
});
afterAll(() => database.close());

const TEXTS = [
  '',
  'plain',
  'a "quoted" \\ text',
  'NULL',
  'a,b{c}',
  ' spaces ',
  'line\nbreak\tand "tab"',
  'Thái Nguyên “tỉnh”',
  '😀 "beyond the plane"',
  JSON.stringify({ note: 'line\nbreak "quoted" \\ back', list: [1, 'two'] }),
];

it('gives every text back as it was, whatever it holds', async () => {
  const rows = await database.query<{ text: string | null }>('SELECT unnest($1::text[]) AS text', [
    [...TEXTS, null],
  ]);
  expect(rows.map(({ text }) => text)).toEqual([...TEXTS, null]);
});

it('gives numbers, booleans and missing ones back', async () => {
  const rows = await database.query(
    'SELECT * FROM unnest($1::float8[], $2::boolean[], $3::int[]) AS t (a, b, c)',
    [
      [1.5, -0.1, 1e-300],
      [true, null, false],
      [1, undefined, 3],
    ],
  );
  expect(rows).toEqual([
    { a: 1.5, b: true, c: 1 },
    { a: -0.1, b: null, c: null },
    { a: 1e-300, b: false, c: 3 },
  ]);
});

it('leaves arrays of other things to the driver', async () => {
  const day = new Date('2024-03-15T00:00:00.000Z');
  const [row] = await database.query<{ days: string[]; grid: number[][] }>(
    'SELECT $1::timestamptz[] AS days, $2::int[][] AS grid',
    [
      [day],
      [
        [1, 2],
        [3, 4],
      ],
    ],
  );
  expect(row).toEqual({
    days: ['2024-03-15T00:00:00.000Z'],
    grid: [
      [1, 2],
      [3, 4],
    ],
  });
});
