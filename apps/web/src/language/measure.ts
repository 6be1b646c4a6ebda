import { type Words } from './use-words.js';

/** Unit of measure of an indicator that is either met or not. */
const YES_OR_NO = '0/1';

const decimalsOf = (value: number) => (Number.isInteger(value) ? 0 : 1);

/** A value with its unit of measure: `86,4%`, `26,0 ngày`, `1.204 hồ sơ`. */
export function measured(words: Words, value: number, unit: string): string {
  if (unit === '%') return words.percent(value, 1);
  if (unit === YES_OR_NO) return words.t(value >= 1 ? 'unit.yes' : 'unit.no');
  return `${words.number(value, decimalsOf(value))} ${unit}`;
}

/** A change of a percentage is in points of percent, never in percent. */
export function measuredChange(words: Words, value: number, unit: string): string {
  const text = words.change(value, unit === '%' ? 1 : decimalsOf(value));
  return `${text} ${unit === '%' ? words.t('unit.points') : unit}`;
}

/** The size of a gap, in the unit in which it is closed. */
export function measuredGap(words: Words, value: number, unit: string): string {
  return `${words.number(Math.abs(value), unit === '%' ? 1 : decimalsOf(value))} ${unit === '%' ? words.t('unit.points') : unit}`;
}
