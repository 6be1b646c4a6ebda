import { type DepartmentResponse } from '#contracts';
import { useAnswer } from '../api/answers.js';
import { useWords } from '../language/use-words.js';
import { concernsUnit } from '../live/depends-on.js';
import { DemoTag } from '../marks/tags.js';
import { Answered } from '../notices/answered.js';
import { PageFrame } from '../shell/page-frame.js';
import { useViewState } from '../shell/view-state.js';
import { IndicatorTable } from './indicator-table.js';
import { Obligations } from './obligations.js';
import { OpenAlerts } from './open-alerts.js';
import { UnitCards } from './unit-cards.js';
import { UnitIndexTree } from './unit-index-tree.js';
import { UnitSentence } from './unit-sentence.js';
import './unit-page.css';

/** One department: its indicators against their trajectories, its scores and what they are made of, what it owes. */
export default function UnitPage({ unit }: { unit: string }) {
  const [period] = useViewState('period');
  const answer = useAnswer<DepartmentResponse>(`/departments/${unit}`, {
    question: { period },
    topics: ['score', 'rating', 'trend', 'rank', 'alert', 'explanation', 'obligation', 'observation', 'plan'],
    concerns: (change) => concernsUnit(change, unit),
  });
  return <Answered answer={answer}>{(department) => <Unit department={department} />}</Answered>;
}

function Unit({ department }: { department: DepartmentResponse }) {
  const { t, name } = useWords();
  const { unit, head, supervisor, successors } = department;
  return (
    <PageFrame
      title={name(unit)}
      period={department.period}
      periods={department.periods}
      updatedAt={department.freshness.updatedAt}
      demo={department.demo}
      foot={t('unit.sources')}
    >
      <div>
        <h1>
          {name(unit)} {department.demo && <DemoTag />}
        </h1>
        <p className="muted">
          {head && t('unit.head', { position: name(head) })}
          {supervisor && ` · ${t('unit.supervisor', { position: name(supervisor) })}`}
          {successors.length > 0 &&
            ` · ${t('unit.successors', { units: successors.map((each) => name(each)).join(', ') })}`}
        </p>
      </div>
      <UnitSentence department={department} />
      <UnitCards department={department} />
      <div className="beside">
        <IndicatorTable rows={department.indicators} demo={department.demo ?? false} />
        <div className="side">
          {department.indices.map((index) => (
            <UnitIndexTree key={index.index.code} index={index} department={department} />
          ))}
          <OpenAlerts alerts={department.alerts} />
          <Obligations unit={unit.code} />
        </div>
      </div>
    </PageFrame>
  );
}
