import { type RankingResponse, type RankingRow } from '#contracts';
import { addressOf, useAnswer } from '../api/answers.js';
import { useWords } from '../language/use-words.js';
import { ScrollArea } from '../shell/scroll-area.js';
import { useKnownOn } from '../shell/view-state.js';

/** The ranking of one year, published beside computed, and over how many provinces it stands. */
export function RankingTable({ index, year, province }: { index: string; year: string; province: string }) {
  const { t, number } = useWords();
  const asKnownOn = useKnownOn();
  const ranking = useAnswer<RankingResponse>(`/rankings/${index}/${year}`, {
    topics: ['rank', 'publication', 'score'],
  }).data;
  if (!ranking) return null;
  return (
    <section className="card" aria-labelledby="ranking">
      <div className="spread">
        <h2 id="ranking">
          {t('ranking.title', { year })}{' '}
          <span className={ranking.completed ? 'tag' : 'tag provisional'}>
            {t(`ranking.${ranking.state}`, {
              held: number(ranking.held, 0),
              expected: ranking.expected ?? '?',
            })}
          </span>
        </h2>
        <a className="small" href={addressOf(`/rankings/${index}/${year}.csv`, { asKnownOn })} download>
          .csv
        </a>
      </div>
      <ScrollArea title={t('ranking.title', { year })} tall>
        <table className="ranking">
          <thead>
            <tr>
              <th scope="col">{t('ranking.province')}</th>
              <th scope="col" className="number">
                {t('ranking.published-rank')}
              </th>
              <th scope="col" className="number">
                {t('ranking.published-value')}
              </th>
              <th scope="col">{t('index.tier')}</th>
              <th scope="col" className="number">
                {t('ranking.computed-rank')}
              </th>
              <th scope="col" className="number">
                {t('ranking.computed-value')}
              </th>
            </tr>
          </thead>
          <tbody>
            {ranking.rows.map((row) => (
              <Row key={row.unit.code} row={row} ours={row.unit.code === province} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}

function Row({ row, ours }: { row: RankingRow; ours: boolean }) {
  const { name, number, locale } = useWords();
  const { published, computed } = row;
  return (
    <tr className={ours ? 'ours-row' : ''}>
      <th scope="row">{name(row.unit)}</th>
      <td className="number">{published?.rank === undefined ? '–' : <b>{published.rank}</b>}</td>
      <td className="number">{published?.value === undefined ? '–' : number(published.value, 2)}</td>
      <td>{published?.tier?.[locale] ?? '–'}</td>
      <td className="number">{computed?.rank === undefined ? '–' : `${computed.rank}/${computed.ofN}`}</td>
      <td className="number">{computed ? number(computed.value, 2) : '–'}</td>
    </tr>
  );
}
