import { type ReactNode, useEffect } from 'react';
import { useWords } from '../language/use-words.js';
import { ContextBar, type PageContext } from './context-bar.js';

interface Frame extends PageContext {
  title: string;
  children: ReactNode;
  foot?: ReactNode;
}

/** What every screen has: title of the window, the strip with period and freshness, the content, the foot with sources. */
export function PageFrame({ title, children, foot, ...context }: Frame) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · chiso`;
  }, [title]);
  return (
    <>
      <ContextBar {...context} />
      <main id="main" className="page" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        {foot} {t('foot.positions')}
        <span className="print-only"> {location.href}</span>
      </footer>
    </>
  );
}
