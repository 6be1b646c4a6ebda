import { type OverviewResponse, type RatingCounts } from '#contracts';
import { Fragment } from 'react';
import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { type CellState } from '../marks/cell-state.js';
import { RatingChip } from '../marks/rating-chip.js';
import { DemoTag } from '../marks/tags.js';
import { useLinkTo } from '../shell/view-state.js';

const SHOWN: readonly (readonly [CellState, keyof RatingCounts])[] = [
  ['red', 'red'],
  ['yellow', 'yellow'],
  ['green', 'green'],
  ['no-data', 'noData'],
];

/** How many indicators stand at each rating, and who has the most red ones. */
export function CountsCard({ overview }: { overview: OverviewResponse }) {
  const { t, number } = useWords();
  const { now, change, indicators, units } = overview.counts;
  return (
    <section className="card counts-card">
      <div className="spread">
        <h2>
          {t('overview.counts')} {overview.demo && <DemoTag short />}
        </h2>
        <span className="muted small">
          {t('overview.counts.of', { indicators: number(indicators, 0), units })}
        </span>
      </div>
      <dl className="counts">
        {SHOWN.map(([state, field]) => (
          <div key={state}>
            <dt>
              <RatingChip state={state} />
            </dt>
            <dd className="big">{number(now[field], 0)}</dd>
            <dd className="small muted">{change && <Moved by={change[field]} />}</dd>
          </div>
        ))}
      </dl>
      <Stack counts={now} />
      <MostRed overview={overview} />
      <p className="small muted">{t('overview.unrated', { count: number(now.unrated, 0) })}</p>
    </section>
  );
}

function Moved({ by }: { by: number }) {
  const { t, number } = useWords();
  if (by === 0) return t('overview.same');
  return t(by > 0 ? 'overview.more' : 'overview.fewer', { count: number(Math.abs(by), 0) });
}

function Stack({ counts }: { counts: RatingCounts }) {
  const parts = [...SHOWN, ['unrated', 'unrated'] as const];
  return (
    <div className="stack" aria-hidden="true">
      {parts.map(
        ([state, field]) =>
          counts[field] > 0 && (
            <span key={state} className={`fill rated-${state}`} style={{ flexGrow: counts[field] }} />
          ),
      )}
    </div>
  );
}

function MostRed({ overview }: { overview: OverviewResponse }) {
  const { t, short } = useWords();
  const linkTo = useLinkTo();
  const most = overview.counts.byUnit.filter((row) => row.counts.red > 0).slice(0, 3);
  if (most.length === 0) return null;
  return (
    <p className="small">
      <b>{t('overview.most-red')}</b>{' '}
      {most.map(({ unit, counts }, at) => (
        <Fragment key={unit.code}>
          {at > 0 && ' · '}
          <span className="nowrap">
            <Link href={linkTo(`/units/${unit.code}`)}>{short(unit)}</Link>{' '}
            <b className="red-text">{counts.red}</b>
          </span>
        </Fragment>
      ))}
    </p>
  );
}
