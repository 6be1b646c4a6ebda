import { type IndexPageResponse } from '#contracts';
import { useAnswer } from '../api/answers.js';
import { YearDots } from '../charts/year-dots.js';
import { useWords } from '../language/use-words.js';
import { Answered } from '../notices/answered.js';
import { PageFrame } from '../shell/page-frame.js';
import { useViewState } from '../shell/view-state.js';
import { indexCodeOf, standingOf } from '../overview/standing.js';
import { Bridge } from './bridge.js';
import { ComponentsCard } from './components-card.js';
import { IndexCards } from './index-cards.js';
import { ProvinceTable } from './province-table.js';
import { RankingTable } from './ranking-table.js';
import { YearChooser } from './year-chooser.js';
import './index-page.css';

/** One index: where the province stands by year, what moved it, where most can be gained, and every province. */
export default function IndexPage({ index }: { index: string }) {
  const [year] = useViewState('year');
  const answer = useAnswer<IndexPageResponse>(`/indices/${index}`, {
    question: { year },
    topics: ['score', 'rank', 'publication', 'trend'],
  });
  return <Answered answer={answer}>{(page) => <Index page={page} />}</Answered>;
}

function Index({ page }: { page: IndexPageResponse }) {
  const { t, name } = useWords();
  const { index, lead, chosenYear } = page;
  const code = indexCodeOf(index.code);
  return (
    <PageFrame
      title={`${code} · ${name(index)}`}
      updatedAt={page.updatedAt}
      demo={false}
      foot={t('index.sources')}
    >
      <div className="spread">
        <div>
          <h1>
            {code} · {name(index)} <span className="tag">{t('index.official')}</span>
          </h1>
          <p className="muted">
            {t(`index.about.${code}`, '')} {lead && `· ${t('index.lead')}: ${name(lead.position)}`}
          </p>
        </div>
        <YearChooser years={page.years} chosen={chosenYear} />
      </div>
      <Sentence page={page} />
      <IndexCards page={page} />
      <div className="index-pair">
        <YearDots page={page} />
        {page.bridge ? <Bridge bridge={page.bridge} /> : <NoBridge />}
      </div>
      {chosenYear && <ComponentsCard page={page} year={chosenYear} />}
      {chosenYear && <RankingTable index={code} year={chosenYear} province={page.unit.code} />}
      <ProvinceTable index={code} province={page.unit.code} />
    </PageFrame>
  );
}

function NoBridge() {
  const { t } = useWords();
  return (
    <section className="card">
      <h2>{t('bridge.none.title')}</h2>
      <p>{t('bridge.none')}</p>
    </section>
  );
}

/** Where the province stands in the chosen year, over how many, and where most can be gained. */
function Sentence({ page }: { page: IndexPageResponse }) {
  const { t, name, number, change } = useWords();
  const year = page.years.find((each) => each.period === page.chosenYear);
  if (!year) return <p className="answer">{t('index.nothing')}</p>;
  const { rank, ofN, value } = standingOf(year);
  const gain = page.components[0];
  return (
    <p className="answer">
      {rank !== undefined &&
        `${t('overview.answer.index', { index: indexCodeOf(page.index.code), year: year.period, rank, ofN })} `}
      {value !== undefined && `${t('index.answer.value', { value: number(value, 2) })} `}
      {gain?.toGain !== undefined &&
        t('index.answer.gain', { component: name(gain.component), gain: change(gain.toGain, 2) })}
    </p>
  );
}
