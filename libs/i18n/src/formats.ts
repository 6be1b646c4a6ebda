import { type Locale } from './locale.js';

const TAGS = { vi: 'vi-VN', en: 'en-GB' } as const;
const ZONE = 'Asia/Ho_Chi_Minh';
const MINUS = '\u2212';

const numberFormats = new Map<string, Intl.NumberFormat>();

/** `1.234.567,89` in Vietnamese; the same number of decimals throughout, a real minus sign. */
export function formatNumber(value: number, decimals: number, locale: Locale = 'vi'): string {
  const key = `${locale}${decimals}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(TAGS[locale], {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    numberFormats.set(key, format);
  }
  return format.format(value).replace('-', MINUS);
}

/** A change, always signed: `+5,89`, `−3,40`. */
export function formatChange(value: number, decimals: number, locale: Locale = 'vi'): string {
  const text = formatNumber(value, decimals, locale);
  return value > 0 ? `+${text}` : text;
}

export const formatPercent = (value: number, decimals: number, locale: Locale = 'vi'): string =>
  `${formatNumber(value, decimals, locale)}%`;

/** `20/11/2024` of a day `YYYY-MM-DD`. */
export function formatDay(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** Time before date, in Vietnam: `17:00 22/11/2024`. */
export function formatInstant(instant: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('hour')}:${part('minute')} ${part('day')}/${part('month')}/${part('year')}`;
}

const PERIOD_FORMS: readonly [RegExp, { vi: (...p: string[]) => string; en: (...p: string[]) => string }][] =
  [
    [/^(\d{4})$/, { vi: (y) => `năm ${y}`, en: (y) => y }],
    [
      /^(\d{4})-H(\d)$/,
      { vi: (y, h) => `6 tháng ${h === '1' ? 'đầu' : 'cuối'} năm ${y}`, en: (y, h) => `H${h} ${y}` },
    ],
    [/^(\d{4})-Q(\d)$/, { vi: (y, q) => `Q${q}/${y}`, en: (y, q) => `Q${q} ${y}` }],
    [
      /^(\d{4})-W(\d{2})$/,
      { vi: (y, w) => `tuần ${Number(w)}/${y}`, en: (y, w) => `week ${Number(w)}, ${y}` },
    ],
    [/^(\d{4})-(\d{2})$/, { vi: (y, m) => `T${Number(m)}/${y}`, en: (y, m) => `${m}/${y}` }],
    [/^(\d{4})-(\d{2})-(\d{2})$/, { vi: (y, m, d) => `${d}/${m}/${y}`, en: (y, m, d) => `${d}/${m}/${y}` }],
  ];

/** `T11/2024`, `Q3/2024`, `tuần 46/2024`, `năm 2023` of a period id. */
export function formatPeriod(period: string, locale: Locale = 'vi'): string {
  for (const [form, words] of PERIOD_FORMS) {
    const match = form.exec(period);
    if (match) return words[locale](...match.slice(1));
  }
  return period;
}
