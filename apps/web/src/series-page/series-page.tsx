import { type SeriesResponse } from '#contracts';
import { Link } from 'wouter';
import { useAnswer } from '../api/answers.js';
import { useWords } from '../language/use-words.js';
import { DemoTag } from '../marks/tags.js';
import { Answered } from '../notices/answered.js';
import { PageFrame } from '../shell/page-frame.js';
import { useLinkTo, useViewState } from '../shell/view-state.js';
import { Evidence, Revisions } from './evidence.js';
import { SeriesCards } from './series-cards.js';
import { SeriesChart } from './series-chart.js';

/** One series: values against the trajectory, breaks, corrections, and the evidence of its trend. */
export default function SeriesPage({ subject, unit }: { subject: string; unit: string }) {
  const [index] = useViewState('index');
  const [rule] = useViewState('rule');
  const answer = useAnswer<SeriesResponse>(`/series/${subject}/${unit}`, {
    question: { index, rule },
    topics: ['observation', 'score', 'rating', 'trend', 'plan', 'forecast'],
  });
  return <Answered answer={answer}>{(series) => <Series series={series} />}</Answered>;
}

function Series({ series }: { series: SeriesResponse }) {
  const { t, name, short } = useWords();
  const linkTo = useLinkTo();
  const newest = series.points
    .flatMap((point) => point.revisions.map((revision) => revision.recordedAt))
    .toSorted()
    .at(-1);
  return (
    <PageFrame
      title={`${name(series.subject)} · ${short(series.unit)}`}
      updatedAt={newest}
      demo={series.demo}
    >
      <div>
        <p className="small">
          <Link href={linkTo(`/units/${series.answers?.code ?? series.unit.code}`)}>
            {name(series.answers ?? series.unit)}
          </Link>
          {(series.feeds ?? []).map((component) => ` · ${component}`)}
        </p>
        <h1>
          {name(series.subject)} {series.demo && <DemoTag />}
        </h1>
        <p className="muted">
          {t(`series.direction.${series.direction}`)} ·{' '}
          {t(`series.rule.${series.periodRule}`, series.periodRule)} · {series.subject.code}
        </p>
      </div>
      <SeriesCards series={series} />
      <div className="beside">
        <SeriesChart series={series} />
        <div className="side">
          <Evidence series={series} />
          <Revisions series={series} />
        </div>
      </div>
    </PageFrame>
  );
}
