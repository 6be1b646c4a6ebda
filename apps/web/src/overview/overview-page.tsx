import { type HeatResponse, type OverviewResponse } from '#contracts';
import { useAnswer } from '../api/answers.js';
import { HeatTable } from '../heat-table/heat-table.js';
import { useWords } from '../language/use-words.js';
import { concernsPeriod } from '../live/depends-on.js';
import { Answered } from '../notices/answered.js';
import { PageFrame } from '../shell/page-frame.js';
import { useViewState } from '../shell/view-state.js';
import { AnswerSentence } from './answer-sentence.js';
import { CountsCard } from './counts-card.js';
import { ExplanationsCard } from './explanations-card.js';
import { IndexCard } from './index-card.js';
import { rememberVisit, sinceLastVisit } from './last-visit.js';
import { Movers } from './movers.js';
import './overview.css';

/** The first screen: seven questions answered without a click. */
export default function OverviewPage() {
  const [period] = useViewState('period');
  const since = sinceLastVisit();
  const overview = useAnswer<OverviewResponse>('/overview', {
    question: { period, since },
    topics: [
      'score',
      'rating',
      'trend',
      'rank',
      'alert',
      'explanation',
      'obligation',
      'publication',
      'catalogue',
    ],
  });
  const heat = useAnswer<HeatResponse>('/heat', {
    question: { period },
    topics: ['score', 'rating', 'trend', 'catalogue'],
    concerns: (change, shown) => concernsPeriod(change, shown.period.id, period),
  });
  return <Answered answer={overview}>{(data) => <Overview overview={data} heat={heat.data} />}</Answered>;
}

function Overview({ overview, heat }: { overview: OverviewResponse; heat: HeatResponse | undefined }) {
  const { t } = useWords();
  const { freshness } = overview;
  rememberVisit(freshness.updatedAt);
  return (
    <PageFrame
      title={t('nav.overview')}
      period={overview.period}
      periods={heat?.periods ?? []}
      updatedAt={freshness.updatedAt}
      demo={overview.demo}
      foot={<Sources />}
    >
      <h1 className="hidden-text">{t('nav.overview')}</h1>
      <AnswerSentence overview={overview} />
      {!overview.complete && (
        <p className="card notice" role="status">
          {t('overview.incomplete')}
        </p>
      )}
      <div className="first-row">
        <CountsCard overview={overview} />
        {overview.indices.map((card) => (
          <IndexCard key={card.index.code} card={card} />
        ))}
        <ExplanationsCard overview={overview} />
      </div>
      <Movers overview={overview} />
      {heat && <HeatTable heat={heat} />}
    </PageFrame>
  );
}

function Sources() {
  const { t } = useWords();
  return <>{t('overview.sources')}</>;
}
