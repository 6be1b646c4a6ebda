import { formatChange, formatInstant, formatNumber, formatPeriod } from './formats.js';
import { localeOf } from './locale.js';
import { messagesOf, translate } from './translate.js';

describe('the message catalogue', () => {
  it('has the same keys in Vietnamese and English', () => {
    expect(Object.keys(messagesOf('en')).sort()).toEqual(Object.keys(messagesOf('vi')).sort());
  });

  it('names the same places in both languages', () => {
    const places = (message: string) =>
      [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort((a, b) => a.localeCompare(b));
    const [vi, en] = [messagesOf('vi'), messagesOf('en')];
    for (const key of Object.keys(vi)) expect([key, places(en[key]!)]).toEqual([key, places(vi[key]!)]);
  });

  it('refuses a key that nobody has written', () => {
    expect(() => translate('vi', 'no.such.key')).toThrow('no.such.key');
  });
});

describe('formats', () => {
  it('writes numbers as Vietnam does, with a real minus and signed changes', () => {
    expect(formatNumber(1234567.891, 2)).toBe('1.234.567,89');
    expect(formatChange(-3.4, 1)).toBe('−3,4');
    expect(formatChange(5.89, 2)).toBe('+5,89');
  });

  it('writes instants in the zone of Vietnam, time before date', () => {
    expect(formatInstant('2024-11-22T10:00:00.000Z')).toBe('17:00 22/11/2024');
  });

  it('writes periods in words', () => {
    expect(
      ['2024', '2024-H1', '2024-Q3', '2024-W46', '2024-11', '2024-11-20'].map((id) => formatPeriod(id)),
    ).toEqual(['năm 2024', '6 tháng đầu năm 2024', 'Q3/2024', 'tuần 46/2024', 'T11/2024', '20/11/2024']);
  });

  it('takes the first language that we speak, and Vietnamese otherwise', () => {
    expect([localeOf('fr, en;q=0.8'), localeOf(undefined), localeOf('vi-VN')]).toEqual(['en', 'vi', 'vi']);
  });
});
