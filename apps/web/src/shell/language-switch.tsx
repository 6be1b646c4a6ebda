import { LOCALES } from '#i18n';
import { chooseLanguage } from '../language/set-up.js';
import { useWords } from '../language/use-words.js';

export function LanguageSwitch() {
  const { t, locale } = useWords();
  return (
    <div className="languages" role="group" aria-label={t('nav.language')}>
      {LOCALES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === locale}
          onClick={() => chooseLanguage(each)}
        >
          {each.toUpperCase()}
          <span className="hidden-text"> {t(`nav.language.${each}`)}</span>
        </button>
      ))}
    </div>
  );
}
