import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  SCORE_LEVELS,
  type ScoreListResponse,
  type ScoreRow,
  type ScoreTreeResponse,
  splitIndex,
} from '#contracts';
import { RejectedError } from '#runtime';
import { Names, scorePeriod } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { cursorOf, limitOf, pageOf } from '../questions/page-of.js';
import { ReadScoreTree } from './read-score-tree.js';
import { ScoreQuery, type ScoreState } from './score.query.js';

type Wishes = Partial<
  Record<
    'index' | 'unit' | 'period' | 'level' | 'component' | 'edition' | 'cursor' | 'limit' | 'asKnownOn',
    string
  >
>;

/** What `edition` means where one score or ranking is asked for. */
export const EDITION = 'An older edition that holds for the period too; the newest, which leads, without';

@Controller('api/v1/scores')
export class ScoresController {
  constructor(
    private readonly scores: ScoreQuery,
    private readonly readTree: ReadScoreTree,
    private readonly names: Names,
  ) {}

  @Get()
  @Wish('index', 'PCI, PAPI, LEAD.COMP, LEAD.GOV, TASK, …')
  @Wish('unit', 'Unit code')
  @Wish('period', 'Period')
  @Wish('level', 'index, component or subcomponent')
  @Wish('component', 'Component code')
  @Wish('edition', 'Scores under this edition, be it the leading one of the period or an older one')
  @Wish('cursor', '`next` of the page before')
  @Wish('limit', '1 to 1000')
  @AnswersAsKnown('ScoreListResponse', 'Scores')
  async list(@Query() wishes: Wishes): Promise<ScoreListResponse> {
    const { index, unit, period, level, component, edition } = wishes;
    if (index !== undefined) this.names.knownIndex(index);
    if (unit !== undefined) this.names.knownUnit(unit);
    if (period !== undefined) scorePeriod(period);
    requireLevel(level);
    if (component !== undefined) this.names.knownSubject(component);
    if (edition !== undefined) this.names.knownEdition(edition);
    const limit = limitOf(wishes.limit);
    const after = cursorOf(wishes.cursor, KEY);
    const filter = { index, unit, period, level, component, edition, after, limit: limit + 1 };
    return pageOf(await this.scores.list(filter, knownUntil(wishes.asKnownOn)), limit, keyOf, scoreRow);
  }

  @Get(':index/:unit/:period')
  @Wish('component', 'A node of the index; its root without')
  @Wish('edition', EDITION)
  @AnswersAsKnown('ScoreTreeResponse', 'One score with its tree, contributions, inputs and what moved')
  tree(
    @Param('index') index: string,
    @Param('unit') unit: string,
    @Param('period') period: string,
    @Query('component') component?: string,
    @Query('edition') edition?: string,
    @Query('asKnownOn') asKnownOn?: string,
  ): Promise<ScoreTreeResponse> {
    this.names.knownIndex(index);
    this.names.knownUnit(unit);
    scorePeriod(period);
    return this.readTree.execute({ index, unit, period, component, edition }, knownUntil(asKnownOn));
  }
}

const KEY = ['text', 'text', 'text', 'text', 'text'] as const;
const keyOf = (row: ScoreState): string[] => [row.unit, row.index, row.component, row.periodRule, row.period];

/** Throws RejectedError `level.unknown` (400). */
function requireLevel(level: string | undefined): void {
  if (level === undefined || SCORE_LEVELS.some((known) => known === level)) return;
  const levels = SCORE_LEVELS.join(', ');
  throw new RejectedError('level.unknown', `The levels are ${levels}.`, {
    status: 400,
    field: 'level',
    params: { levels },
  });
}

function scoreRow({ demo, ...row }: ScoreState): ScoreRow {
  return {
    ...row,
    index: splitIndex(row.index).index,
    status: row.published === undefined ? 'computed' : 'published',
    ...(demo ? { demo } : {}),
  };
}
