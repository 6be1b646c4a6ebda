import { type SeriesPoint, type SeriesResponse } from '#contracts';
import { measured } from '../language/measure.js';
import { useWords } from '../language/use-words.js';
import { RatingChip } from '../marks/rating-chip.js';

/** The data of the chart, newest first. */
export function SeriesTable({ series }: { series: SeriesResponse }) {
  const { t } = useWords();
  return (
    <table className="dense">
      <caption className="hidden-text">{t('series.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('series.period')}</th>
          <th scope="col" className="number">
            {t('series.value')}
          </th>
          <th scope="col" className="number">
            {t('series.path')}
          </th>
          <th scope="col">{t('unit.column.rating')}</th>
          <th scope="col">{t('tree.revision-word')}</th>
          <th scope="col">{t('series.recorded')}</th>
        </tr>
      </thead>
      <tbody>
        {series.points.toReversed().map((point) => (
          <Row key={point.period} point={point} unit={series.unitOfMeasure} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ point, unit }: { point: SeriesPoint; unit: string }) {
  const words = useWords();
  const { t, period, instant } = words;
  const newest = point.revisions[0];
  return (
    <tr>
      <th scope="row">{period(point.period)}</th>
      <td className={point.value === undefined ? 'number missing-light' : 'number'}>
        {point.value === undefined ? t(`state.${point.state}`) : measured(words, point.value, unit)}
      </td>
      <td className="number">{point.planned === undefined ? '–' : measured(words, point.planned, unit)}</td>
      <td>{point.rating && <RatingChip state={point.rating} />}</td>
      <td>{newest?.revision ?? '–'}</td>
      <td className="nowrap">{newest ? instant(newest.recordedAt) : '–'}</td>
    </tr>
  );
}
