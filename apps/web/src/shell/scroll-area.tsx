import { type ReactNode, type Ref } from 'react';
import { useWords } from '../language/use-words.js';

interface Props {
  title: string;
  tall?: boolean;
  ref?: Ref<HTMLDivElement>;
  children: ReactNode;
}

/** A table wider (or, if tall, longer) than its place: it scrolls by itself, with the keyboard too. */
export function ScrollArea({ title, tall = false, ref, children }: Props) {
  const { t } = useWords();
  return (
    <div
      ref={ref}
      className={tall ? 'scroll tall' : 'scroll'}
      tabIndex={0}
      role="region"
      aria-label={t('table.scroll', { title })}
    >
      {children}
    </div>
  );
}
