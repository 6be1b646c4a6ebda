import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { PageFrame } from '../shell/page-frame.js';

export default function NotFoundPage() {
  const { t } = useWords();
  return (
    <PageFrame title={t('notice.no-page')}>
      <h1>{t('notice.no-page')}</h1>
      <p>
        {t('notice.no-page.detail')} <Link href="/">{t('nav.overview')}</Link>
      </p>
    </PageFrame>
  );
}
