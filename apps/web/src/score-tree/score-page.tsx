import { type ScoreTreeResponse } from '#contracts';
import { Link } from 'wouter';
import { useAnswer } from '../api/answers.js';
import { useWords } from '../language/use-words.js';
import { concernsUnit } from '../live/depends-on.js';
import { useTint } from '../live/use-tint.js';
import { cellStateOf } from '../marks/cell-state.js';
import { RatingChip } from '../marks/rating-chip.js';
import { DemoTag } from '../marks/tags.js';
import { TrendArrow } from '../marks/trend-arrow.js';
import { Answered } from '../notices/answered.js';
import { PageFrame } from '../shell/page-frame.js';
import { useLinkTo, useViewState } from '../shell/view-state.js';
import { MovedParts } from './moved-parts.js';
import { ScoreTree } from './score-tree.js';
import { ScoreVersions } from './score-versions.js';

interface Address {
  index: string;
  unit: string;
  period: string;
}

/** One score with everything that went in; every score cell of the page leads here. */
export default function ScorePage({ index, unit, period }: Address) {
  const [component] = useViewState('component');
  const answer = useAnswer<ScoreTreeResponse>(`/scores/${index}/${unit}/${period}`, {
    question: { component },
    topics: ['score', 'rating', 'trend'],
    concerns: (change) => concernsUnit(change, unit),
  });
  return (
    <Answered answer={answer}>
      {(score) => <Score key={`${index} ${unit} ${period} ${component}`} score={score} />}
    </Answered>
  );
}

function Score({ score }: { score: ScoreTreeResponse }) {
  const { t, name, short, period } = useWords();
  const linkTo = useLinkTo();
  const isWhole = score.component.code.endsWith('.TOTAL') || score.component.code === score.index.code;
  const title = `${name(isWhole ? score.index : score.component)} · ${short(score.unit)} · ${period(score.period.id)}`;
  // PCI and PAPI are published with two decimals; the scores of units are estimates.
  const isPublished = /^P(CI|API)\b/.test(score.index.code);
  const decimals = isPublished ? 2 : 1;
  return (
    <PageFrame title={title} period={score.period} updatedAt={score.knownFrom} demo={score.demo}>
      <div>
        <p className="small">
          <Link
            href={linkTo(
              isPublished
                ? `/indices/${score.index.code.replace('.TOTAL', '')}`
                : `/units/${score.unit.code}`,
            )}
          >
            {name(score.unit)}
          </Link>{' '}
          · {name(score.index)}
        </p>
        <h1>
          {name(isWhole ? score.index : score.component)} {score.demo && <DemoTag />}
        </h1>
      </div>
      <ScoreHead score={score} decimals={decimals} />
      <div className="beside">
        <section className="card">
          <h2>{t('tree.title')}</h2>
          <ScoreTree
            tree={score.tree}
            caption={t('tree.caption', { title })}
            unit={score.unit.code}
            total={{
              decimals,
              ...(score.value !== undefined && { value: score.value }),
              ...(score.moved?.fromValue !== undefined && {
                before: { period: score.moved.fromPeriod, value: score.moved.fromValue },
              }),
            }}
          />
          <p className="small muted">{t(isPublished ? 'tree.note.published' : 'tree.note')}</p>
        </section>
        <div className="side">
          {score.moved && <MovedParts moved={score.moved} decimals={decimals} />}
          <ScoreVersions score={score} decimals={decimals} />
        </div>
      </div>
    </PageFrame>
  );
}

function ScoreHead({ score, decimals }: { score: ScoreTreeResponse; decimals: number }) {
  const { t, number, percent, period, change } = useWords();
  const tinted = useTint(`${score.value}`);
  const state = cellStateOf({ state: score.state, ...(score.rating && { rating: score.rating.rating }) });
  return (
    <div className="four-cards">
      <section className={tinted ? 'card tinted' : 'card'} data-score={score.component.code}>
        <h2>{t('score.value')}</h2>
        <p>
          <span className="big">{score.value === undefined ? '–' : number(score.value, decimals)}</span>{' '}
          <span className="muted">/ {score.scaleMax}</span> <RatingChip state={state} />
        </p>
        {score.published !== undefined && (
          <p className="small">{t('index.published.value', { value: number(score.published, 2) })}</p>
        )}
        {score.reason && <p className="small muted">{t(`reason.${score.reason}`, score.reason)}</p>}
      </section>
      <section className="card">
        <h2>{t('score.trajectory')}</h2>
        <p>
          <span className="big">
            {score.rating?.planned === undefined ? '–' : number(score.rating.planned, decimals)}
          </span>
        </p>
        {score.rating && (
          <p className="small muted">{t(`reason.${score.rating.reason}`, score.rating.reason)}</p>
        )}
      </section>
      <section className="card">
        <h2>{t('score.trend')}</h2>
        <p>
          {score.trend ? <TrendArrow verdict={score.trend.verdict} strength={score.trend.strength} /> : '–'}
        </p>
        {score.trend && (
          <p className="small muted">
            {t('trend.points', { count: score.trend.n })}
            {score.trend.strength !== 'none' && ` · ${t(`strength.${score.trend.strength}`)}`}
          </p>
        )}
        {score.moved?.change !== undefined && (
          <p className="small">
            {change(score.moved.change, decimals)}{' '}
            {t('score.against', { period: period(score.moved.fromPeriod) })}
          </p>
        )}
      </section>
      <section className="card">
        <h2>{t('score.coverage')}</h2>
        <p>
          <span className="big">{percent(100 * score.coverage, 0)}</span>
        </p>
        <p className="small muted">
          {t('score.edition', { edition: score.edition, version: score.version })}
        </p>
      </section>
    </div>
  );
}
