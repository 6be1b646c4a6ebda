import { MethodError } from './method-error.js';

/** A value of a document with its place in it, so that each refusal can name the place. */
export interface Field {
  readonly value: unknown;
  readonly path: string;
}

export function refuse(field: Field, what: string, code = 'method.invalid'): never {
  const { value } = field;
  const given = value === undefined ? 'is missing' : `is ${printed(value)}`;
  throw new MethodError(code, `${field.path || 'the document'} ${given}; ${what}`);
}

/** JSON.stringify would call an infinite number null. */
const printed = (value: unknown): string =>
  typeof value === 'number' ? String(value) : JSON.stringify(value);

export function memberOf(field: Field, name: string): Field {
  const { value, path } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(field, 'give an object');
  const members: Readonly<Record<string, unknown>> = { ...value };
  return { value: members[name], path: path === '' ? name : `${path}.${name}` };
}

/**
 * A mistyped name would decide nothing, without a word.
 *
 * @param known  an object with the members that there are
 * @throws MethodError method.unknown-field
 */
export function onlyMembers({ value, path }: Field, known: object): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const names = Object.keys(known);
  const other = Object.keys(value).find((name) => !names.includes(name));
  if (other === undefined) return;
  const place = path === '' ? other : `${path}.${other}`;
  throw new MethodError(
    'method.unknown-field',
    `${place} is no field of a method; here are ${names.join(', ')}`,
  );
}

export function isGiven(field: Field): boolean {
  return field.value !== undefined;
}

export function textOf(field: Field): string {
  const { value } = field;
  return typeof value === 'string' && value !== '' ? value : refuse(field, 'give a text');
}

export function numberOf(field: Field, code?: string): number {
  const { value } = field;
  if (typeof value !== 'number' || !Number.isFinite(value))
    return refuse(field, 'give a finite number', code);
  const size = Math.abs(value);
  return value === 0 || (size >= SMALLEST && size <= LARGEST)
    ? value
    : refuse(field, `give 0 or a size from ${SMALLEST} to ${LARGEST}`, code);
}

/** Beyond these the products and differences of a method overflow or vanish, and its numbers are wrong without a word. */
const SMALLEST = 1e-100;
const LARGEST = 1e100;

export function oneOf<T extends string>(field: Field, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === field.value);
  return found ?? refuse(field, `give one of ${allowed.join(', ')}`);
}

export function itemsOf(field: Field): Field[] {
  const { value, path } = field;
  if (!Array.isArray(value) || value.length === 0) return refuse(field, 'give a list that is not empty');
  return value.map((item: unknown, at) => ({ value: item, path: `${path}[${at}]` }));
}

export function pairOf(field: Field, code?: string): readonly [number, number] {
  const [first, second, third] = itemsOf(field);
  if (!first || !second || third) return refuse(field, 'give two numbers', code);
  return [numberOf(first, code), numberOf(second, code)];
}

/** An object with the member, or without it where it is undefined. */
export function optional<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  const member: { [P in K]?: V } = {};
  if (value !== undefined) member[name] = value;
  return member;
}
