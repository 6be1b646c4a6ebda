import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { TOPICS } from '#contracts';

describe('deploy/kafka/topics.yaml', () => {
  it('declares exactly the topics of the contracts, with their partitions, kinds and retention', () => {
    const text = readFileSync(path.join(import.meta.dirname, 'topics.yaml'), 'utf8');
    const { topics } = parse(text) as { topics: { name: string }[] };
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(topics.toSorted(byName)).toEqual(TOPICS.toSorted(byName));
  });
});
