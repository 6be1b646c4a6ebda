import { type SeriesPoint, type SeriesResponse } from '#contracts';
import { measured, measuredChange } from '../language/measure.js';
import { useWords } from '../language/use-words.js';
import { useTint } from '../live/use-tint.js';
import { RatingChip } from '../marks/rating-chip.js';
import { SignalTag } from '../marks/tags.js';
import { TrendArrow } from '../marks/trend-arrow.js';

export const newestOf = (points: readonly SeriesPoint[]): SeriesPoint | undefined =>
  points.findLast((point) => point.value !== undefined);

/** Now, against the trajectory, signal or noise, target. */
export function SeriesCards({ series }: { series: SeriesResponse }) {
  const { t, period } = useWords();
  const newest = newestOf(series.points);
  if (!newest) return <p className="answer">{t('series.nothing')}</p>;
  return (
    <div className="four-cards">
      <section className="card">
        <h2>{t('series.now', { period: period(newest.period) })}</h2>
        <Now series={series} newest={newest} />
      </section>
      <section className="card">
        <h2>{t('series.against-path')}</h2>
        <AgainstPath series={series} newest={newest} />
      </section>
      <section className="card">
        <h2>{t('series.signal')}</h2>
        {series.trend ? (
          <>
            <p>
              <SignalTag kind={series.trend.signal === 'no-limits' ? 'unknown' : series.trend.signal} />{' '}
              <TrendArrow verdict={series.trend.verdict} strength={series.trend.strength} />
            </p>
            <p className="small muted">
              {t('trend.points', { count: series.trend.n })}
              {series.trend.strength !== 'none' && ` · ${t(`strength.${series.trend.strength}`)}`}
            </p>
          </>
        ) : (
          <p>{t('trend.insufficient')}</p>
        )}
      </section>
      <section className="card">
        <h2>{t('series.target')}</h2>
        <Target series={series} />
      </section>
    </div>
  );
}

function Now({ series, newest }: { series: SeriesResponse; newest: SeriesPoint }) {
  const words = useWords();
  const tinted = useTint(`${newest.period} ${newest.value}`);
  const before = series.points[series.points.indexOf(newest) - 1]?.value;
  const { t, number } = words;
  return (
    <div className={tinted ? 'tinted' : ''}>
      <p>
        <span className="big">{measured(words, newest.value ?? 0, series.unitOfMeasure)}</span>{' '}
        {newest.rating && <RatingChip state={newest.rating} />}
      </p>
      <p className="small muted">
        {newest.numerator !== undefined &&
          newest.denominator !== undefined &&
          `${number(newest.numerator, 0)}/${number(newest.denominator, 0)} · `}
        {before !== undefined &&
          t('series.change', {
            change: measuredChange(words, (newest.value ?? 0) - before, series.unitOfMeasure),
          })}
      </p>
    </div>
  );
}

function AgainstPath({ series, newest }: { series: SeriesResponse; newest: SeriesPoint }) {
  const words = useWords();
  const { t } = words;
  const planned = newest.planned ?? series.rating?.planned;
  if (planned === undefined) return <p>{t('series.no-path')}</p>;
  return (
    <>
      <p className="big">{measuredChange(words, (newest.value ?? 0) - planned, series.unitOfMeasure)}</p>
      <p className="small muted">
        {t('unit.planned', { planned: measured(words, planned, series.unitOfMeasure) })}
        {series.rating && ` · ${t(`reason.${series.rating.reason}`, series.rating.reason)}`}
      </p>
    </>
  );
}

function Target({ series }: { series: SeriesResponse }) {
  const words = useWords();
  const { t, period } = words;
  const target = series.trajectories.at(-1)?.target;
  if (!target) return <p>{t('series.no-target')}</p>;
  return (
    <>
      <p className="big">{measured(words, target.value, series.unitOfMeasure)}</p>
      <p className="small muted">{t('series.target-by', { period: period(target.period) })}</p>
    </>
  );
}
