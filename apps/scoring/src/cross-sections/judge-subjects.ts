import { Inject, Injectable } from '@nestjs/common';
import { type RatingChanged, type TrendChanged, type Verdict } from '#contracts';
import { type Period } from '#periods';
import { type Tx } from '#persistence';
import { ScoringRules } from '../method/scoring-rules.js';
import { breath } from '#runtime';
import { type FamilyTask } from './family-task.js';
import { type JudgedPoint, judgeFamily, RULE_VERSION, ratingReason, testFields } from './judge-family.js';
import { type Panel } from './panel.js';
import { subjectFields, subjectKeyOf } from './subject.js';
import { type Heads } from './heads.js';
import { type StandingKey, standingKeyOf } from './standing-key.js';
import {
  type RatingContent,
  type Standing,
  StandingVerdicts,
  type TrendContent,
} from './standing-verdicts.js';
import { type Verdict as Draft } from './verdict-versions.store.js';
import { withdrawnHeads, withdrawnRating, withdrawnTrend } from './withdrawn-verdicts.js';

export interface Judged {
  readonly trends: TrendChanged[];
  readonly ratings: RatingChanged[];
}

/** Judges the trends and ratings of whole families, at every period from the touched one on. */
@Injectable()
export class JudgeSubjects {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(StandingVerdicts) private readonly verdicts: StandingVerdicts,
  ) {}

  /**
   * @param panels  of the tasks' subjects, by their keys
   * @param standing  what has been said of them, by their keys
   */
  async execute(
    tx: Tx,
    tasks: readonly FamilyTask[],
    panels: ReadonlyMap<string, Panel>,
    standing: ReadonlyMap<string, Standing>,
  ): Promise<Judged> {
    const trendsOf = (key: StandingKey) => standing.get(standingKeyOf(key))!.trends;
    const ratingsOf = (key: StandingKey) => standing.get(standingKeyOf(key))!.ratings;
    const trends: Draft<TrendContent>[] = [];
    const ratings: Draft<RatingContent>[] = [];
    for (const task of tasks) {
      await breath();
      const panel = panels.get(subjectKeyOf(task));
      if (!panel) continue;
      for (const judged of this.judge(task, panel, trendsOf(task))) {
        trends.push(trendDraft(task, judged));
        if (judged.rule.isRated || judged.rated.target !== undefined) ratings.push(ratingDraft(task, judged));
      }
    }
    const { rules } = this;
    const taken = withdrawnHeads(rules, tasks, trendsOf, trends);
    trends.push(...taken.map((each) => withdrawnTrend(rules, each)));
    const takenRatings = withdrawnHeads(rules, tasks, ratingsOf, ratings);
    ratings.push(...takenRatings.map((each) => withdrawnRating(rules, each)));
    return {
      trends: await this.verdicts.trends.save(tx, trends, ({ key }) => trendsOf(key), rules.version),
      ratings: await this.verdicts.ratings.save(tx, ratings, ({ key }) => ratingsOf(key), rules.version),
    };
  }

  private judge(task: FamilyTask, panel: Panel, heads: Heads): JudgedPoint[] {
    const held = (unit: string, period: string) => heads.of(unit, period)?.tag as Verdict | undefined;
    const isMember = (unit: string, { lastDay }: Period) =>
      this.rules.family(unit, task.index, lastDay) === task.family;
    return judgeFamily(panel, isMember, task.from, held);
  }
}

function trendDraft(task: FamilyTask, judged: JudgedPoint): Draft<TrendContent> {
  const { unit, period, trend, knownFrom, demo } = judged;
  return {
    key: task,
    tag: trend.verdict,
    lastDay: period.lastDay,
    knownFrom,
    cause: task.cause,
    content: {
      ...subjectFields(task, task.subjectKind),
      unit,
      period: period.id,
      periodRule: task.rule,
      n: trend.n,
      verdict: trend.verdict,
      strength: trend.strength,
      ...testFields(judged),
      family: task.family,
      signals: judged.signals,
      breaks: judged.breaks.map(({ id }) => id),
      ...(demo ? { demo } : {}),
    },
  };
}

function ratingDraft(task: FamilyTask, judged: JudgedPoint): Draft<RatingContent> {
  const { unit, period, rating, rated, rule, trend, knownFrom, demo } = judged;
  return {
    key: task,
    tag: rating.rating,
    lastDay: period.lastDay,
    knownFrom,
    cause: task.cause,
    content: {
      ...subjectFields(task, task.subjectKind),
      unit,
      period: period.id,
      periodRule: task.rule,
      rating: rating.rating,
      reason: ratingReason(judged),
      ...(rated.value === undefined ? {} : { value: rated.value }),
      ...(rated.target === undefined ? {} : { planned: rated.target }),
      ...(rated.base === undefined ? {} : { base: rated.base }),
      ...(rating.progress === undefined ? {} : { attainment: rating.progress }),
      tolerance: rule.tolerance,
      verdict: trend.verdict,
      ruleVersion: RULE_VERSION,
      ...(demo ? { demo } : {}),
    },
  };
}
