import { type StatusResponse } from '#contracts';
import { useWords } from '../language/use-words.js';

/** Where the demo stands; when it is over the page says so. */
export function DemoState({ demo }: { demo: NonNullable<StatusResponse['demo']> }) {
  const { t, day, number } = useWords();
  if (demo.state === 'over')
    return (
      <strong className="tag demo" role="status">
        {t('demo.over', { until: day(demo.until) })}
      </strong>
    );
  if (demo.state === 'waiting')
    return <span className="tag demo">{t('demo.waiting', { from: day(demo.from) })}</span>;
  const figures = { played: number(demo.played, 0), total: number(demo.total, 0), until: day(demo.until) };
  return (
    <span className="tag demo" title={t('demo.playing.long', figures)}>
      {t('demo.playing', figures)}
    </span>
  );
}
