import { hasMessage, type Locale, type Params, translate } from '#i18n';

/** What is wrong with a row: a stable code, the field that it is about, and the places of the sentence `problem.<code>`. */
export interface RowProblem {
  readonly code: string;
  readonly field: string;
  readonly params: Params;
}

/** A problem as a caller reads it. */
export interface ToldProblem {
  readonly code: string;
  readonly field: string;
  readonly detail: string;
}

/** What a caller wrote is quoted no longer than this, so that one long field does not fill the answer. */
const QUOTED = 80;

export const rowProblem = (code: string, field: string, params: Params = {}): RowProblem => ({
  code,
  field,
  params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shortened(value)])),
});

/** The problem in the reader's language. */
export function toldProblem({ code, field, params }: RowProblem, locale: Locale): ToldProblem {
  const key = `problem.${code}`;
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' ? decimal(value, locale) : value,
    ]),
  );
  return { code, field, detail: hasMessage(key) ? translate(locale, key, { field, ...shown }) : code };
}

/** All digits of a number that somebody sent, with the comma of Vietnamese. */
const decimal = (value: number, locale: Locale): string =>
  locale === 'vi' ? String(value).replace('.', ',') : String(value);

const shortened = (value: string | number): string | number =>
  typeof value === 'string' && value.length > QUOTED ? `${value.slice(0, QUOTED)}…` : value;

/** PostgreSQL's text cannot hold NUL, and a lone surrogate is no character. */
export const isPrintable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
