import { ALERTS } from './messages/alerts.js';
import { PAGE } from './messages/page.js';
import { PROBLEMS } from './messages/problems.js';
import { type Locale } from './locale.js';

export type Messages = Readonly<Record<string, string>>;
export type MessageArea = { readonly vi: Messages; readonly en: Messages };
export type Params = Readonly<Record<string, string | number>>;

const AREAS: readonly MessageArea[] = [PROBLEMS, PAGE, ALERTS];

/** Every message of one language; keys are the same in all languages. */
export const messagesOf = (locale: Locale): Messages =>
  Object.assign({}, ...AREAS.map((area) => area[locale]));

const CATALOGUES = { vi: messagesOf('vi'), en: messagesOf('en') };

/** The message with its `{name}` places filled; throws for a key that no catalogue holds, so that no key reaches a reader. */
export function translate(locale: Locale, key: string, params: Params = {}): string {
  const message = CATALOGUES[locale][key];
  if (message === undefined) throw new Error(`The message ${key} is in no catalogue: add it in vi and en.`);
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

export const hasMessage = (key: string): boolean => key in CATALOGUES.vi;
