import { useMantineColorScheme } from '@mantine/core';
import { useWords } from '../language/use-words.js';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;

/** As the device says, light, dark: one button goes round. */
export function SchemeSwitch() {
  const { t } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <button type="button" className="button" onClick={() => setColorScheme(NEXT[colorScheme])}>
      <span className="hidden-text">{t('nav.scheme')} </span>
      {t(`nav.scheme.${colorScheme}`)}
    </button>
  );
}
