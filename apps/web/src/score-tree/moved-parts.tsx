import { type Moved } from '#contracts';
import { useWords } from '../language/use-words.js';

/** What moved the score since the period before; the parts and the rest add up to the change. */
export function MovedParts({ moved, decimals }: { moved: Moved; decimals: number }) {
  const { t, period, change, name } = useWords();
  const parts = moved.parts.filter((part) => Math.abs(part.change) >= 0.5 * 10 ** -decimals).slice(0, 10);
  return (
    <section className="card">
      <h2>{t('moved.title', { period: period(moved.fromPeriod) })}</h2>
      {!moved.comparable && <p className="small yellow-text">{t('moved.break')}</p>}
      {moved.comparable && parts.length === 0 && <p className="small muted">{t('moved.nothing')}</p>}
      {parts.length > 0 && (
        <table className="dense">
          <thead>
            <tr>
              <th scope="col">{t('tree.part')}</th>
              <th scope="col" className="number">
                {t('moved.change')}
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.code}>
                <th scope="row">{name(part)}</th>
                <td className={`number ${part.change < 0 ? 'red-text' : 'green-text'}`}>
                  <b>{change(part.change, decimals)}</b>
                </td>
              </tr>
            ))}
            {moved.rest !== undefined && (
              <tr>
                <th scope="row">{t('moved.rest')}</th>
                <td className="number">{change(moved.rest, decimals)}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </section>
  );
}
