import { InputProblem } from '../input-problem.js';

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?(?:inf|infinity|∞)$/i;
/** Beyond this no method can square a value; nothing that is measured comes near. */
const LARGEST = 1e100;
/** Under this, 0 aside, a square vanishes: the values would differ and their variance be 0. */
const SMALLEST = 1e-100;

/**
 * Reads the numbers of one file: with a decimal point or a decimal comma, but not with both, because one of them
 * would then part thousands, and 1.234 would be read as a thousandth of what was meant.
 */
export class NumberReader {
  #mark: string | undefined;

  constructor(private readonly file: string) {}

  /**
   * @returns undefined for an empty cell, which is a missing value
   * @throws InputProblem value.not-a-number, value.infinite, value.out-of-range, value.mixed-decimals
   */
  read(text: string, line: number, what: string): number | undefined {
    if (text === '') return undefined;
    const refuse = (code: string, detail: string): never => {
      throw new InputProblem(this.file, line, code, `${what} is "${text}"; ${detail}`);
    };
    if (INFINITE.test(text)) return refuse('value.infinite', 'give a finite number or leave the cell empty');
    if (!NUMBER.test(text)) return refuse('value.not-a-number', 'give a number or leave the cell empty');
    const mark = /[.,]/.exec(text)?.[0];
    if (mark !== undefined && mark !== (this.#mark ??= mark))
      return refuse('value.mixed-decimals', `this file writes decimals with "${this.#mark}"`);
    const value = Number(text.replace(',', '.'));
    if (!Number.isFinite(value)) return refuse('value.infinite', 'give a number that a computer can hold');
    const size = Math.abs(value);
    if (size > LARGEST || (size > 0 && size < SMALLEST))
      refuse('value.out-of-range', 'no such value can be measured');
    return value;
  }
}
