import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type RankingResponse } from '#contracts';
import { isPeriod, periodOf, type Period } from '#periods';
import { RejectedError } from '#runtime';
import { Names } from '../names/names.js';
import { type KnownUntil } from '../questions/as-known-on.js';
import { demoMark, present } from '../questions/present.js';
import { DEPARTMENTS, knownGroup } from './ranked-group.js';
import { RankingQuery } from './ranking.query.js';
import { rankingRows } from './ranking.response.js';

export interface IndicatorRankingAddress {
  readonly indicator: string;
  readonly period: string;
  readonly peerGroup?: string | undefined;
}

/** Indicators stand under no index. */
const NO_INDEX = '';

/** Answers the rank table of a scored indicator among a peer group. */
@Injectable()
export class ReadIndicatorRanking {
  constructor(
    private readonly rankings: RankingQuery,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
  ) {}

  async execute(
    { indicator, ...wish }: IndicatorRankingAddress,
    known: KnownUntil,
  ): Promise<RankingResponse> {
    const period = this.periodOf(indicator, wish.period);
    this.mustBeRanked(indicator, period);
    const peerGroup = knownGroup(this.catalogue, wish.peerGroup ?? DEPARTMENTS);
    const [ranking] = await this.rankings.ranksOf(NO_INDEX, [indicator], peerGroup, period.id, known);
    const rows = rankingRows({
      publication: undefined,
      ranking,
      scores: [],
      unitOf: (code) => this.names.unit(code, period.lastDay),
    });
    const completed = ranking?.completed ?? false;
    return {
      index: this.names.indicator(indicator, period.lastDay),
      component: indicator,
      period: period.id,
      periodRule: period.rule,
      peerGroup,
      completed,
      state: completed ? 'completed' : 'provisional',
      held: rows.length,
      expected: this.reporting(indicator, peerGroup, period),
      rows,
      version: ranking?.version ?? 0,
      ...present('knownFrom', ranking?.knownFrom),
      ...demoMark(ranking?.demo),
    };
  }

  /** Throws RejectedError `period.wrong-form` (400) for a period of another rule than the indicator's. */
  private periodOf(indicator: string, id: string): Period {
    const rule = this.catalogue.history('indicator', indicator)[0]!.attributes.periodRule;
    if (isPeriod(rule, id)) return periodOf(rule, id);
    const form = this.catalogue.periodRule(rule)?.idForm ?? rule;
    throw new RejectedError('period.wrong-form', `The periods of ${indicator} have the form ${form}.`, {
      status: 400,
      field: 'period',
      params: { indicator, period: id, form },
    });
  }

  /** Throws RejectedError `indicator.not-ranked` (404) for what is only shown, or has no good direction, in the period. */
  private mustBeRanked(code: string, { id, lastDay }: Period): void {
    const found = this.catalogue.indicatorOn(code, lastDay)?.attributes;
    if (found?.kind === 'leading' && found.scored && found.direction !== 'neutral') return;
    throw new RejectedError(
      'indicator.not-ranked',
      `${code} is shown in ${id}, not scored: it has no ranking.`,
      {
        status: 404,
        field: 'index',
        params: { indicator: code, period: id },
      },
    );
  }

  private reporting(indicator: string, peerGroup: string, { lastDay }: Period): number {
    const members = new Set(this.catalogue.membersOf(peerGroup, lastDay));
    const reports = this.catalogue.assignmentsOf({ indicator, role: 'reports' }, lastDay);
    return new Set(reports.map(({ attributes }) => attributes.forUnit).filter((unit) => members.has(unit)))
      .size;
  }
}
