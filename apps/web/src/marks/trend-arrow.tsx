import { useWords } from '../language/use-words.js';

interface TrendMark {
  verdict: string;
  strength?: string;
  /** Without words the arrow keeps a hidden one. */
  quiet?: boolean;
}

/** Up and to the right is better, whatever the direction of the number; thick is robust evidence, thin is indicative. */
export function TrendArrow({ verdict, strength = 'none', quiet = false }: TrendMark) {
  const { t } = useWords();
  const evidence = strength === 'none' ? '' : `, ${t(`strength.${strength}`)}`;
  return (
    <span className={`trend ${verdict} ${strength}`} title={`${t(`trend.${verdict}`)}${evidence}`}>
      <span className={quiet ? 'hidden-text' : ''}>{t(`trend.${verdict}`)}</span>
    </span>
  );
}
