import { Controller, Get, Query } from '@nestjs/common';
import { type TrendListResponse, type TrendRow } from '#contracts';
import { Clock, RejectedError } from '#runtime';
import { MarkQuery, type TrendRowState } from '../marks/mark.query.js';
import { trendView } from '../marks/mark-views.js';
import { endedPeriods } from '../marks/period-window.js';
import { Names } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { cursorOf, limitOf, pageOf } from '../questions/page-of.js';
import { demoMark, present } from '../questions/present.js';

const VERDICTS = ['worsening', 'improving', 'holding', 'insufficient'] as const;
/** Yearly results come up to 17 months late; a series that has said nothing for longer has no trend to tell. */
const DEPTH = 4;

type Wishes = Partial<Record<'unit' | 'index' | 'verdict' | 'cursor' | 'limit' | 'asKnownOn', string>>;

@Controller('api/v1/trends')
export class TrendsController {
  constructor(
    private readonly marks: MarkQuery,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Wish('unit', 'Unit code')
  @Wish('index', 'Index of nodes, e.g. LEAD.COMP; indicators have none')
  @Wish('verdict', 'improving, holding, worsening, insufficient')
  @Wish('cursor', '`next` of the page before')
  @Wish('limit', '1 to 1000')
  @AnswersAsKnown('TrendListResponse', 'Trends, worsening first; the newest of each series')
  async list(@Query() wishes: Wishes): Promise<TrendListResponse> {
    const { unit, index } = wishes;
    if (unit !== undefined) this.names.knownUnit(unit);
    if (index !== undefined) this.names.knownIndex(index);
    const verdict = knownVerdict(wishes.verdict);
    const limit = limitOf(wishes.limit);
    const after = cursorOf(wishes.cursor, ['text'])?.[0];
    const window = endedPeriods(this.clock.today(), DEPTH);
    const found = await this.marks.trendsIn(
      window,
      ['index', 'component', 'indicator'],
      knownUntil(wishes.asKnownOn),
    );
    const rows = found
      .filter((row) => (unit ?? row.unit) === row.unit && (index ?? row.index) === row.index)
      .filter((row) => (verdict ?? row.verdict) === row.verdict)
      .map((row) => ({ row, key: sortKey(row) }))
      .filter(({ key }) => after === undefined || key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    return pageOf(
      rows,
      limit,
      ({ key }) => [key],
      ({ row }) => this.view(row),
    );
  }

  private view({ unit, index, subject, rule, period, state }: TrendRowState): TrendRow {
    const today = this.clock.today();
    return {
      subject: this.names.named(subject, today),
      subjectKind: state.subjectKind,
      ...present('index', index || undefined),
      unit: this.names.unit(unit, today),
      period,
      periodRule: rule,
      trend: trendView(state),
      ...present('family', state.family),
      version: state.version,
      knownFrom: state.knownFrom,
      ...demoMark(state.demo),
    };
  }
}

const sortKey = ({ verdict, unit, index, subject, rule }: TrendRowState): string =>
  `${VERDICTS.indexOf(verdict)} ${unit} ${index} ${subject} ${rule}`;

/** Throws RejectedError `verdict.unknown` (400). */
function knownVerdict(verdict: string | undefined): (typeof VERDICTS)[number] | undefined {
  const found = VERDICTS.find((known) => known === verdict);
  if (verdict === undefined || found) return found;
  throw new RejectedError('verdict.unknown', `The verdicts are ${VERDICTS.join(', ')}.`, {
    status: 400,
    field: 'verdict',
    params: { verdicts: VERDICTS.join(', ') },
  });
}
