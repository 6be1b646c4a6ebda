import { LOCALES, messagesOf, type Locale } from '#i18n';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

const KEPT_AS = 'chiso.language';

/** The language of the address (`?lang=en`), else the one chosen before, else Vietnamese. */
function firstLanguage(): Locale {
  const wanted = [new URLSearchParams(location.search).get('lang'), localStorage.getItem(KEPT_AS)];
  return LOCALES.find((locale) => wanted.find((each) => each !== null) === locale) ?? 'vi';
}

/** i18next reads the one catalogue that the services share; keys are flat and places are written `{name}`. */
export function speak(locale: Locale): void {
  void i18next.use(initReactI18next).init({
    lng: locale,
    resources: Object.fromEntries(LOCALES.map((each) => [each, { translation: messagesOf(each) }])),
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  });
}

export function setUpLanguage(): void {
  speak(firstLanguage());
  document.documentElement.lang = i18next.language;
}

export function chooseLanguage(locale: Locale): void {
  localStorage.setItem(KEPT_AS, locale);
  document.documentElement.lang = locale;
  void i18next.changeLanguage(locale);
}
