import { Inject, Injectable } from '@nestjs/common';
import { type RatingChanged, type TrendChanged, type Verdict } from '#contracts';
import { type Period } from '#periods';
import { type Tx } from '#persistence';
import { ScoringRules } from '../method/scoring-rules.js';
import { breath } from '#runtime';
import { type CrossSection } from './cross-section.js';
import { type FamilyTask, familyTasks } from './family-task.js';
import { type JudgedPoint, judgeFamily, RULE_VERSION, ratingReason, testFields } from './judge-family.js';
import { type Panel } from './panel.js';
import { subjectFields, subjectKeyOf } from './subject.js';
import { type Head, headKey, type Verdict as Draft, VerdictVersions } from './verdict-versions.store.js';
import { withdrawnHeads, withdrawnRating, withdrawnTrend } from './withdrawn-verdicts.js';

type TrendContent = Omit<TrendChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;
type RatingContent = Omit<RatingChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;

export interface Judged {
  readonly trends: TrendChanged[];
  readonly ratings: RatingChanged[];
}

/** Judges the trends and ratings of whole families, at every period from the touched one on. */
@Injectable()
export class JudgeSubjects {
  private readonly trends = new VerdictVersions<TrendContent>('trend_version', 'verdict');
  private readonly ratings = new VerdictVersions<RatingContent>('rating_version', 'rating');

  constructor(@Inject(ScoringRules) private readonly rules: ScoringRules) {}

  /** @param panels  of the sections' subjects, by their keys */
  async execute(
    tx: Tx,
    sections: readonly CrossSection[],
    panels: ReadonlyMap<string, Panel>,
  ): Promise<Judged> {
    const tasks = familyTasks(this.rules, sections);
    if (tasks.length === 0) return { trends: [], ratings: [] };
    const subjects = subjectsOf(tasks);
    const trendHeads = await this.trends.heads(tx, subjects);
    const ratingHeads = await this.ratings.heads(
      tx,
      subjects.map((subject) => ({ ...subject, back: subject.from })),
    );
    const trends: Draft<TrendContent>[] = [];
    const ratings: Draft<RatingContent>[] = [];
    for (const task of tasks) {
      await breath();
      const panel = panels.get(subjectKeyOf(task));
      if (!panel) continue;
      for (const judged of this.judge(task, panel, trendHeads)) {
        trends.push(trendDraft(task, judged));
        if (judged.rule.isRated || judged.rated.target !== undefined) ratings.push(ratingDraft(task, judged));
      }
    }
    const { version } = this.rules;
    const taken = withdrawnHeads(this.rules, tasks, trendHeads, trends);
    trends.push(...taken.map((each) => withdrawnTrend(this.rules, each)));
    const takenRatings = withdrawnHeads(this.rules, tasks, ratingHeads, ratings);
    ratings.push(...takenRatings.map((each) => withdrawnRating(this.rules, each)));
    return {
      trends: await this.trends.save(tx, trends, trendHeads, version),
      ratings: await this.ratings.save(tx, ratings, ratingHeads, version),
    };
  }

  private judge(task: FamilyTask, panel: Panel, heads: ReadonlyMap<string, Head>): JudgedPoint[] {
    const held = (unit: string, period: string) =>
      heads.get(headKey(task, unit, period))?.tag as Verdict | undefined;
    const isMember = (unit: string, { lastDay }: Period) =>
      this.rules.family(unit, task.index, lastDay) === task.family;
    return judgeFamily(panel, isMember, task.from, held);
  }
}

/** Each subject once, from the earliest day that one of its families asks for. */
function subjectsOf(tasks: readonly FamilyTask[]): FamilyTask[] {
  return [...Map.groupBy(tasks, subjectKeyOf).values()].map((same) =>
    same.reduce((earliest, task) => (task.from < earliest.from ? task : earliest)),
  );
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
