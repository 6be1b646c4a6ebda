import { hasMessage } from '#i18n';
import { type HeatColumn } from '#contracts';
import { useWords } from '../language/use-words.js';
import { type CellState } from '../marks/cell-state.js';
import { RatingGlyph } from '../marks/rating-chip.js';

const COUNTED: readonly CellState[] = ['red', 'yellow', 'green', 'no-data'];

/** Where a band of columns begins, so that a line can stand before it. */
export const beginsBand = (columns: readonly HeatColumn[], at: number): boolean =>
  columns[at]?.group !== columns[at - 1]?.group;

export function HeatHead({ columns }: { columns: readonly HeatColumn[] }) {
  const { t } = useWords();
  const bands = columns.filter((_, at) => beginsBand(columns, at)).map((column) => column.group);
  return (
    <>
      <colgroup>
        <col className="name-column" />
        <col className="count-column" span={4} />
        <col span={columns.length} />
      </colgroup>
      <thead>
        <tr className="bands">
          <td />
          <th colSpan={4} scope="colgroup">
            {t('heat.counts')}
          </th>
          {bands.map((band) => (
            <th
              key={band}
              scope="colgroup"
              className="band-start"
              colSpan={columns.filter((column) => column.group === band).length}
            >
              {t(`heat.band.${band}`)}
            </th>
          ))}
        </tr>
        <tr>
          <th scope="col">{t('heat.unit')}</th>
          {COUNTED.map((state) => (
            <th key={state} scope="col" className={`count text-${state}`}>
              <RatingGlyph state={state} />
            </th>
          ))}
          {columns.map((column, at) => (
            <ColumnHead key={column.component} column={column} first={beginsBand(columns, at)} />
          ))}
        </tr>
      </thead>
    </>
  );
}

function ColumnHead({ column, first }: { column: HeatColumn; first: boolean }) {
  const { t, name } = useWords();
  const short = `heat.short.${column.component}`;
  return (
    <th
      scope="col"
      className={first ? 'component band-start' : 'component'}
      title={`${column.component} ${name(column)}`}
    >
      <span aria-hidden="true">{hasMessage(short) ? t(short) : name(column)}</span>
      <span className="hidden-text">
        {column.component} {name(column)}
      </span>
      {!column.inEdition && <small className="not-scored">{t('heat.not-in-edition')}</small>}
    </th>
  );
}
