import { readdirSync } from 'node:fs';
import { coverageBlocks, coverageText, documentedText } from '../../../test/evidence/interval-coverage.js';
import { ENGINE } from '../test/documented-functions.js';
import {
  asPrinted,
  examplesIn,
  methodology,
  resultOf,
  sectionsOf,
  strangersIn,
} from '../test/worked-examples.js';

/** The steps of the method, in their order. */
const STEPS = [
  'Official arithmetic',
  'Department scores',
  'Time',
  'Trend',
  'Change points',
  'Control charts',
  'Forecast and targets',
  'Rating',
  'Composite methods',
  'Uncertainty',
  'Evidence',
];

const sections = sectionsOf(methodology);
const examples = examplesIn(methodology);
const files = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && name !== 'index.ts',
);
const oracles = readdirSync(new URL('../../../test/oracles/scoring', import.meta.url)).map((name) =>
  name.replace('.json', ''),
);

describe('docs/methodology.md', () => {
  it('has the steps of the method as headings, in their order', () => {
    expect([...sections.keys()]).toEqual(STEPS);
  });

  it.each(STEPS.filter((step) => step !== 'Evidence'))('works an example of %s', (step) => {
    expect(examplesIn(sections.get(step)!).length).toBeGreaterThan(0);
  });

  it('works an example of every function that is prepared for it', () => {
    expect(new Set(examples.map(({ example }) => example))).toEqual(new Set(Object.keys(ENGINE)));
  });

  it.each(examples.map((example, at) => [example.example, at, example] as const))(
    'prints what %s gives in its worked example (block %i)',
    (_, __, example) => {
      expect(asPrinted(resultOf(example), example.gives)).toEqual(example.gives);
    },
  );

  it.each(examples.filter(({ data }) => data).map((example) => [example.example, example] as const))(
    'takes the input of %s from the shipped table that it names',
    (_, example) => {
      expect(strangersIn(example)).toEqual([]);
    },
  );

  it.each(files)('names %s under its step', (name) => {
    const named = [...methodology.matchAll(/`([\w*-]+\.ts)`/g)].map(([, text]) => text!);
    const patterns = named.map((text) => new RegExp(`^${text.replace('.', '\\.').replace('*', '.+')}$`));
    expect(patterns.some((pattern) => pattern.test(name))).toBe(true);
  });

  it.each(oracles)('says of the reference values in %s what is compared and what differs', (name) => {
    expect(sections.get('Evidence')!.includes(`\`${name}\``)).toBe(true);
  });

  it('shows the coverage on the real history as it is recomputed, with the promise held', () => {
    const blocks = coverageBlocks();
    expect(blocks.every(({ held }) => held)).toBe(true);
    expect(documentedText(methodology)).toBe(coverageText(blocks));
  });
});
