import { type Revision, type SeriesPoint, type SeriesResponse } from '#contracts';
import { measured, measuredChange } from '../language/measure.js';
import { useWords } from '../language/use-words.js';

/** On what the verdict of the trend rests. */
export function Evidence({ series }: { series: SeriesResponse }) {
  const words = useWords();
  const { t, number, period } = words;
  const { trend } = series;
  if (!trend) return null;
  const slope = (value: number) =>
    `${measuredChange(words, value, series.unitOfMeasure)}/${t('series.a-period')}`;
  const facts: (readonly [string, string])[] = [
    [t('evidence.verdict'), t(`trend.${trend.verdict}`)],
    [t('evidence.strength'), t(`strength.${trend.strength}`)],
    ...(trend.slope === undefined ? [] : [[t('evidence.slope'), slope(trend.slope)] as const]),
    ...(trend.slopeLower === undefined || trend.slopeUpper === undefined
      ? []
      : [
          [
            t('evidence.interval'),
            `${number(trend.slopeLower, 2)} – ${number(trend.slopeUpper, 2)}`,
          ] as const,
        ]),
    [t('evidence.points'), String(trend.n)],
    ...(trend.p === undefined ? [] : [[t('evidence.p'), number(trend.p, 3)] as const]),
    ...(trend.breaks.length === 0
      ? []
      : [[t('evidence.breaks'), trend.breaks.map((each) => period(each)).join(', ')] as const]),
  ];
  return (
    <section className="card">
      <h2>{t('evidence.title')}</h2>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Corrected values with what stood before, why and when. */
export function Revisions({ series }: { series: SeriesResponse }) {
  const { t } = useWords();
  const corrected = series.points
    .filter((point) => point.revisions.length > 1)
    .toReversed()
    .slice(0, 12);
  if (corrected.length === 0 || series.subjectKind !== 'indicator') return null;
  return (
    <section className="card">
      <h2>{t('revisions.title')}</h2>
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">{t('series.period')}</th>
            <th scope="col" className="number">
              {t('revisions.before')}
            </th>
            <th scope="col" className="number">
              {t('revisions.after')}
            </th>
            <th scope="col">{t('revisions.why')}</th>
          </tr>
        </thead>
        <tbody>
          {corrected.map((point) => (
            <RevisionRow key={point.period} point={point} unit={series.unitOfMeasure} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RevisionRow({ point, unit }: { point: SeriesPoint; unit: string }) {
  const words = useWords();
  const { t, period, instant } = words;
  const [now, before] = point.revisions;
  const said = (revision: Revision | undefined) =>
    revision?.value === undefined ? '–' : measured(words, revision.value, unit);
  return (
    <tr>
      <th scope="row">{period(point.period)}</th>
      <td className="number">{said(before)}</td>
      <td className="number">
        <b>{said(now)}</b>
      </td>
      <td>
        {now?.reason && t(`revision.reason.${now.reason}`, now.reason)}
        {now && <small className="second">{instant(now.recordedAt)}</small>}
      </td>
    </tr>
  );
}
