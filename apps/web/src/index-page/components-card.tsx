import { type IndexComponent, type IndexPageResponse } from '#contracts';
import { Link } from 'wouter';
import { Legend } from '../charts/legend.js';
import { useWords } from '../language/use-words.js';
import { indexCodeOf } from '../overview/standing.js';
import { ScrollArea } from '../shell/scroll-area.js';
import { useLinkTo } from '../shell/view-state.js';

/** Components as bars with the best province behind and the median; sorted by what can still be gained. */
export function ComponentsCard({ page, year }: { page: IndexPageResponse; year: string }) {
  const { t, period } = useWords();
  if (page.components.length === 0) return null;
  const held = Math.max(...page.components.map((component) => component.ofN));
  return (
    <section className="card" aria-labelledby="components">
      <div className="spread">
        <h2 id="components">
          {t('components.title', { year: period(year) })}{' '}
          <span className="muted small">{t('components.note', { n: held })}</span>
        </h2>
        <Legend
          items={[
            { sign: 'dot', means: t('dots.ours') },
            { sign: 'outline', means: t('components.best') },
            { sign: 'tick', means: t('components.median') },
          ]}
        />
      </div>
      <ScrollArea title={t('components.component')}>
        <table className="components">
          <thead>
            <tr>
              <th scope="col">{t('components.component')}</th>
              <th scope="col" className="bar-column">
                {t('components.scale')}
              </th>
              <th scope="col" className="number">
                {t('tree.score')}
              </th>
              <th scope="col" className="number">
                {t('index.rank-word')}
              </th>
              <th scope="col" className="number">
                {t('components.best')}
              </th>
              <th scope="col" className="number">
                {t('components.weight')}
              </th>
              <th scope="col" className="number">
                {t('components.gain')}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.components.map((component) => (
              <Row key={component.component.code} row={component} page={page} year={year} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}

function Row({ row, page, year }: { row: IndexComponent; page: IndexPageResponse; year: string }) {
  const { t, name, number, change } = useWords();
  const linkTo = useLinkTo();
  const address = linkTo(`/scores/${indexCodeOf(page.index.code)}/${page.unit.code}/${year}`, {
    component: row.component.code,
  });
  const missing = <span className="small muted">{t('missing.not-published')}</span>;
  return (
    <tr>
      <th scope="row">{name(row.component)}</th>
      <td className={row.value === undefined ? 'bar-cell missing-cell' : 'bar-cell'}>
        <Bars row={row} />
      </td>
      <td className="number">
        {row.value === undefined ? (
          missing
        ) : (
          <Link href={address}>
            <b>{number(row.value, 2)}</b>
          </Link>
        )}
      </td>
      <td className="number">{row.rank === undefined ? '–' : `${row.rank}/${row.ofN}`}</td>
      <td className="number">
        {row.best ? (
          <>
            {number(row.best.value, 2)} <small className="muted">{name(row.best.unit)}</small>
          </>
        ) : (
          '–'
        )}
      </td>
      <td className="number">{row.weight === undefined ? '–' : `${number(row.weight, 0)}%`}</td>
      <td className="number">
        <b>{row.toGain === undefined ? '–' : change(row.toGain, 2)}</b>
      </td>
    </tr>
  );
}

/** The numbers of the row say the same, so the bars are hidden from readers. */
function Bars({ row }: { row: IndexComponent }) {
  const share = (value: number | undefined) =>
    `${value === undefined ? 0 : (100 * (value - row.scaleMin)) / (row.scaleMax - row.scaleMin)}%`;
  return (
    <span className="bars" aria-hidden="true">
      {row.best && <span className="best-bar" style={{ width: share(row.best.value) }} />}
      <span className="our-bar" style={{ width: share(row.value) }} />
      {row.median !== undefined && <span className="median-tick" style={{ left: share(row.median) }} />}
    </span>
  );
}
