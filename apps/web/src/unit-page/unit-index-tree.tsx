import { hasMessage } from '#i18n';
import { type DepartmentResponse, type UnitIndex } from '#contracts';
import { Link } from 'wouter';
import { useWords } from '../language/use-words.js';
import { cellStateOf } from '../marks/cell-state.js';
import { DemoTag } from '../marks/tags.js';
import { useLinkTo } from '../shell/view-state.js';

/** One level of the score's tree; each score opens the whole of it. */
export function UnitIndexTree({ index, department }: { index: UnitIndex; department: DepartmentResponse }) {
  const { t, name, number, period } = useWords();
  const before =
    index.value !== undefined && index.change !== undefined ? index.value - index.change : undefined;
  return (
    <section className="card">
      <h2>
        {t('tree.title')} {index.demo && <DemoTag short />}
      </h2>
      <table className="index-tree">
        <caption className="hidden-text">{t('tree.caption', { title: name(index.index) })}</caption>
        <thead>
          <tr>
            <th scope="col">{name(index.index)}</th>
            <th scope="col" className="number">
              {t('tree.share')}
            </th>
            <th scope="col">{t('tree.score')}</th>
            <th scope="col" className="number">
              {t('tree.contribution')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className="total">
            <th scope="row">{t('tree.total')}</th>
            <td className="number">{index.value === undefined ? '' : '100%'}</td>
            <td className="small muted">
              {before !== undefined &&
                department.previousPeriod &&
                `${period(department.previousPeriod)}: ${number(before, 1)}`}
            </td>
            <td className="number">
              <b>{index.value === undefined ? '–' : number(index.value, 1)}</b>
            </td>
          </tr>
          {index.components.map((part) => (
            <Part key={part.component.code} part={part} index={index} department={department} />
          ))}
        </tbody>
      </table>
      <p className="small muted">{t('tree.note')}</p>
    </section>
  );
}

interface PartRow {
  part: UnitIndex['components'][number];
  index: UnitIndex;
  department: DepartmentResponse;
}

function Part({ part, index, department }: PartRow) {
  const { t, name, number, percent } = useWords();
  const linkTo = useLinkTo();
  const { cell } = part;
  const state = cell && cellStateOf(cell);
  const brief = `heat.short.${part.component.code}`;
  const address = linkTo(`/scores/${index.index.code}/${department.unit.code}/${department.period.id}`, {
    component: part.component.code,
    period: department.period.id,
  });
  return (
    <tr>
      <th scope="row">
        <span title={name(part.component)}>{hasMessage(brief) ? t(brief) : name(part.component)}</span>{' '}
        <span className="muted">({part.indicators})</span>
      </th>
      <td className="number">{part.share === undefined ? '' : percent(100 * part.share, 0)}</td>
      <td>
        {cell && state && (
          <Link href={address} className={`chip fill rated-${state}`}>
            {cell.value === undefined ? '' : `${number(cell.value, 1)} `}
            {t(`rating.${state}`)}
          </Link>
        )}
      </td>
      <td className="number">{part.contribution === undefined ? '–' : number(part.contribution, 1)}</td>
    </tr>
  );
}
