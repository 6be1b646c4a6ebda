import {
  formatChange,
  formatDay,
  formatInstant,
  formatNumber,
  formatPercent,
  formatPeriod,
  type Locale,
} from '#i18n';
import { useTranslation } from 'react-i18next';

export interface Named {
  nameVi: string;
  nameEn: string;
  shortVi?: string;
}

/** What rounds to 0 is written `0,00`, neither `+0,00` nor `−0,00`. */
const withoutSignedZero = (value: number, decimals: number) =>
  Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value;

/** Districts stand in the catalogue as `thành phố Thái Nguyên`, `huyện Phú Lương`; in tables they are `TP Thái Nguyên` and `Huyện Phú Lương`. */
function shortened(name: string): string {
  const short = name.replace(/^thành phố /i, 'TP ');
  return short.charAt(0).toUpperCase() + short.slice(1);
}

/** Words and formats of the chosen language; every sentence and figure of the page goes through it. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const locale = i18n.language as Locale;
  return {
    t,
    locale,
    number: (value: number, decimals: number) =>
      formatNumber(withoutSignedZero(value, decimals), decimals, locale),
    change: (value: number, decimals: number) =>
      formatChange(withoutSignedZero(value, decimals), decimals, locale),
    percent: (value: number, decimals: number) => formatPercent(value, decimals, locale),
    period: (id: string) => formatPeriod(id, locale),
    day: formatDay,
    instant: formatInstant,
    name: (named: Named) => (locale === 'vi' ? named.nameVi : named.nameEn),
    /** Short names stand in tables, full names in titles; English has only full ones. */
    short: (named: Named) => (locale === 'vi' ? shortened(named.shortVi ?? named.nameVi) : named.nameEn),
  };
}
export type Words = ReturnType<typeof useWords>;
