import { type ScoreTreeResponse } from '#contracts';
import { useWords } from '../language/use-words.js';

/** All states of this score with the time from when each was known; old answers stay visible. */
export function ScoreVersions({ score, decimals }: { score: ScoreTreeResponse; decimals: number }) {
  const { t, number, instant } = useWords();
  return (
    <section className="card">
      <h2>{t('versions.title')}</h2>
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">{t('versions.version')}</th>
            <th scope="col" className="number">
              {t('tree.score')}
            </th>
            <th scope="col">{t('versions.known')}</th>
            <th scope="col">{t('versions.cause')}</th>
          </tr>
        </thead>
        <tbody>
          {score.versions.map((version) => (
            <tr key={version.version}>
              <th scope="row">{version.version}</th>
              <td className="number">
                {version.value === undefined ? t(`state.${version.state}`) : number(version.value, decimals)}
              </td>
              <td className="nowrap">{instant(version.knownFrom)}</td>
              <td>{t(`cause.${version.cause}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
