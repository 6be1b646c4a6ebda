import type { Letter, LetterLine } from '#messaging';
import { age, textTable } from '../operator/text-table.js';
import { letterName } from './letter-name.js';

const WIDEST = 60;

export interface ListedLetter extends LetterLine {
  readonly service: string;
}

const cut = (text: string): string => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);
const stateOf = ({ state, waits }: LetterLine): string => (waits ? 'to be replayed' : state);

/** Letters a line each, the record's place behind them. */
export function letterTable(letters: readonly ListedLetter[], now: number): string {
  const rows = letters.map((letter) => [
    letterName(letter.service, letter.id),
    stateOf(letter),
    age(letter.since, now),
    letter.code,
    `${letter.topic}/${letter.partition}@${letter.offset}`,
    letter.key,
    cut(letter.detail),
  ]);
  return textTable([['letter', 'state', 'age', 'code', 'record', 'key', 'detail'], ...rows]);
}

/** A letter whole, with its record. */
export function letterPage(service: string, letter: Letter): string {
  const { group, topic, partition, offset, key, since, code, detail, tries } = letter;
  const settled = letter.settledAt === null ? '' : ` on ${letter.settledAt} by ${letter.settledBy}`;
  const reason = letter.reason === null ? '' : `: ${letter.reason}`;
  return [
    `${letterName(service, letter.id)}  ${stateOf(letter)}${settled}${reason}`,
    `  reason   ${code}: ${detail}`,
    `  record   ${topic}, partition ${partition}, offset ${offset}, key ${key}`,
    `  reader   ${group}; dead since ${since}, replayed ${tries} times`,
    ...Object.entries(letter.headers).map(([name, value]) => `  header   ${name}: ${value}`),
    `  value    ${letter.value ?? '(none)'}`,
    '',
  ].join('\n');
}
