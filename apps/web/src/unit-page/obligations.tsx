import { type ObligationListResponse, type ObligationView } from '#contracts';
import { useAnswer } from '../api/answers.js';
import { useWords } from '../language/use-words.js';

const SHOWN = 8;

/** What the unit owes: late ones first, then what is due next. */
export function Obligations({ unit }: { unit: string }) {
  const { t, number } = useWords();
  const late = useAnswer<ObligationListResponse>('/obligations', {
    question: { unit, state: 'late' },
    topics: ['obligation'],
  });
  const expected = useAnswer<ObligationListResponse>('/obligations', {
    question: { unit, state: 'expected' },
    topics: ['obligation'],
  });
  const counts = late.data?.counts ?? expected.data?.counts;
  const next = (expected.data?.items ?? [])
    .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))
    .slice(0, SHOWN);
  return (
    <section className="card">
      <h2>{t('unit.obligations')}</h2>
      {counts && (
        <p className="small">
          {t('unit.obligations.counts', {
            late: number(counts.late, 0),
            expected: number(counts.expected, 0),
            received: number(counts.received, 0),
          })}
        </p>
      )}
      <ul className="plain-list">
        {(late.data?.items ?? []).slice(0, SHOWN).map((each) => (
          <Obligation key={each.id} obligation={each} />
        ))}
        {next.map((each) => (
          <Obligation key={each.id} obligation={each} />
        ))}
      </ul>
    </section>
  );
}

function Obligation({ obligation }: { obligation: ObligationView }) {
  const { t, name, period, instant } = useWords();
  const late = obligation.state === 'late';
  return (
    <li>
      {name(obligation.indicator)}, {period(obligation.period)}
      <small className={`second ${late ? 'red-text' : ''}`}>
        {t(late ? 'obligation.late' : 'obligation.due', { at: instant(obligation.dueAt) })}
      </small>
    </li>
  );
}
