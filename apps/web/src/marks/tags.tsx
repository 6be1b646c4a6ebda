import { type ReactNode } from 'react';
import { useWords } from '../language/use-words.js';

/** Stands on every block that shows a demo value. */
export function DemoTag({ short = false }: { short?: boolean }) {
  const { t } = useWords();
  return <span className="tag demo">{t(short ? 'demo.short' : 'demo.tag')}</span>;
}

/** A change never stands without it: signal, ordinary noise, or too few periods to say. */
export function SignalTag({ kind }: { kind: 'signal' | 'noise' | 'unknown' }) {
  const { t } = useWords();
  const look = { signal: 'tag signal', noise: 'tag', unknown: 'tag dashed' }[kind];
  return <span className={look}>{t(`signal.${kind}`)}</span>;
}

export function FreshTag({ stale = false, children }: { stale?: boolean; children: ReactNode }) {
  return <span className={stale ? 'tag fresh stale' : 'tag fresh'}>{children}</span>;
}
