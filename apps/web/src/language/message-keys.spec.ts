import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { hasMessage, messagesOf } from '#i18n';

const SOURCE = path.resolve(import.meta.dirname, '..');
const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.spec.'))
  .map((name) => ({ name, text: readFileSync(path.join(SOURCE, name), 'utf8') }));

/** Literal keys, and the fixed beginnings of keys that are put together: `rating.${state}`. */
const literals = ({ text }: { text: string }) =>
  [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
const beginnings = ({ text }: { text: string }) =>
  [...text.matchAll(/\bt\(\s*(?:[\w.]+ \? )?`([\w.-]+\.)\$\{/g)].map((match) => match[1] ?? '');

describe('the words of the page', () => {
  it.each(sources)('$name asks only for words that the catalogue holds', (source) => {
    expect(literals(source).filter((key) => !hasMessage(key))).toEqual([]);
    const keys = Object.keys(messagesOf('vi'));
    expect(beginnings(source).filter((beginning) => !keys.some((key) => key.startsWith(beginning)))).toEqual(
      [],
    );
  });
});
