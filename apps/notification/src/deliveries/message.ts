import { type AlertChanged } from '#contracts';
import { formatInstant, translate, type Locale } from '#i18n';

export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Addressee {
  /** The position's name in the language of the message. */
  readonly position: string;
  readonly url: string;
  readonly locale: Locale;
  /** Working days without an answer, for a step of the ladder. */
  readonly days?: number;
}

const KINDS = ['withdrawn', 'resolved', 'revised', 'escalated'] as const;

const kindOf = (transition: string): (typeof KINDS)[number] | 'fired' =>
  KINDS.find((kind) => transition.startsWith(kind)) ?? 'fired';

/** The message about one transition: the fact first, then who does what. */
export function messageOf(
  alert: AlertChanged,
  transition: string,
  { position, url, locale, days }: Addressee,
): Message {
  const title = locale === 'vi' ? alert.titleVi : alert.titleEn;
  const say = (key: string, params: Record<string, string | number> = {}) => translate(locale, key, params);
  const kind = kindOf(transition);
  const paragraphs = [
    ...(alert.demo ? [say('mail.demo')] : []),
    say('mail.greeting', { position }),
    say('mail.fact', { title }),
    say('mail.opened', { opened: formatInstant(alert.openedAt) }),
    say(`mail.todo.${kind}`, { days: days ?? 0 }),
    say('mail.link', { url }),
    say('mail.signature'),
  ];
  return {
    subject: say(`mail.${kind}`, { title }),
    text: paragraphs.join('\n\n'),
    html: htmlOf(paragraphs, locale, url),
  };
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

function htmlOf(paragraphs: readonly string[], locale: Locale, url: string): string {
  const body = paragraphs
    .map((paragraph) =>
      escaped(paragraph).replace(escaped(url), `<a href="${escaped(url)}">${escaped(url)}</a>`),
    )
    .map((paragraph) => `<p style="margin:0 0 12px">${paragraph}</p>`)
    .join('\n');
  return `<!doctype html><html lang="${locale}"><body style="font:15px/1.45 'Segoe UI','Noto Sans',Arial,sans-serif;color:#16202e">\n${body}\n</body></html>`;
}
