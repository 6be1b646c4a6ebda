import { useEffect, useState } from 'react';
import { useWords } from '../language/use-words.js';
import './notices.css';

const PATIENCE_MS = 300;

/** Grey blocks of the final size, only when an answer takes longer than 300 ms. */
export function LoadingBlocks({ heights = [3, 9, 20] }: { heights?: readonly number[] }) {
  const { t } = useWords();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main id="main" className="page" aria-busy="true" tabIndex={-1}>
      <h1 className="hidden-text">{late ? t('notice.loading') : 'chiso'}</h1>
      {late &&
        heights.map((height) => (
          <div key={height} className="loading-block" style={{ height: `${height}rem` }} />
        ))}
    </main>
  );
}
