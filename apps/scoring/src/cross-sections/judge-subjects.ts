import { Inject, Injectable } from '@nestjs/common';
import { type Cause, type RatingChanged, type TrendChanged, type Verdict } from '#contracts';
import { addDays, type Day, periodContaining, shiftPeriod } from '#periods';
import { type Tx } from '#persistence';
import { familyOf } from '../method/families.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { breath } from '../rescoring/background-work.js';
import { weightiest } from '../unit-scores/touched.js';
import { type CrossSection } from './cross-section.js';
import { IndicatorPanelStore } from './indicator-panel.store.js';
import {
  type JudgedPoint,
  judgeFamily,
  RULE_VERSION,
  ratingReason,
  testFields,
  WINDOW,
} from './judge-family.js';
import { NodePanelStore } from './node-panel.store.js';
import { type Panel } from './panel.js';
import { type SubjectKey, subjectFields, subjectKeyOf } from './subject.js';
import { type Head, headKey, type Verdict as Draft, VerdictVersions } from './verdict-versions.store.js';

type TrendContent = Omit<TrendChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;
type RatingContent = Omit<RatingChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;

/** Subject, family and the day from which its units are judged anew. */
interface FamilyTask extends SubjectKey {
  readonly subjectKind: CrossSection['subjectKind'];
  readonly family: string;
  readonly from: Day;
  /** Windows of the first judged period reach back to this day. */
  readonly back: Day;
  readonly cause: Cause;
}

/** Judges the trends and ratings of whole families, at every period from the touched one on. */
@Injectable()
export class JudgeSubjects {
  private readonly trends = new VerdictVersions<TrendContent>('trend_version', 'verdict');
  private readonly ratings = new VerdictVersions<RatingContent>('rating_version', 'rating');

  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(NodePanelStore) private readonly nodes: NodePanelStore,
    @Inject(IndicatorPanelStore) private readonly indicators: IndicatorPanelStore,
  ) {}

  async execute(
    tx: Tx,
    sections: readonly CrossSection[],
  ): Promise<{ trends: TrendChanged[]; ratings: RatingChanged[] }> {
    const tasks = this.tasksOf(sections);
    if (tasks.length === 0) return { trends: [], ratings: [] };
    const subjects = subjectsOf(tasks);
    const panels = await this.readPanels(tx, subjects);
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
    return {
      trends: await this.trends.save(tx, trends, trendHeads, version),
      ratings: await this.ratings.save(tx, ratings, ratingHeads, version),
    };
  }

  private judge(task: FamilyTask, panel: Panel, heads: ReadonlyMap<string, Head>): JudgedPoint[] {
    const units = [...panel.series.keys()].filter((unit) => this.isIn(task.family, unit, panel)).sort();
    const held = (unit: string, period: string) =>
      heads.get(headKey(task, unit, period))?.tag as Verdict | undefined;
    return judgeFamily(panel, units, task.from, held);
  }

  private isIn(family: string, unit: string, panel: Panel): boolean {
    if (family === unit) return true;
    const newest = panel.series.get(unit)!.at(-1)!.period.lastDay;
    return familyOf(unit, this.rules.peerGroups(unit, newest)) === family;
  }

  /** A group that is no family of its own (a region) is ranked, not judged. */
  private tasksOf(sections: readonly CrossSection[]): FamilyTask[] {
    const tasks = new Map<string, FamilyTask>();
    for (const section of sections) {
      const family = this.rules.isPeerGroup(section.group) ? familyOf('', [section.group]) : section.group;
      if (family === '') continue;
      const key = `${subjectKeyOf(section)}|${family}`;
      const known = tasks.get(key);
      const from = known && known.from < section.from ? known.from : section.from;
      const { index, subject, rule, subjectKind } = section;
      const back = addDays(shiftPeriod(periodContaining(rule, from), -WINDOW).lastDay, 1);
      const cause = known ? weightiest(known.cause, section.cause) : section.cause;
      tasks.set(key, { index, subject, rule, subjectKind, family, from, back, cause });
    }
    return [...tasks.values()];
  }

  private async readPanels(
    tx: Tx,
    subjects: readonly (FamilyTask & { readonly back: Day })[],
  ): Promise<Map<string, Panel>> {
    const nodes = subjects.filter(({ subjectKind }) => subjectKind !== 'indicator');
    const rows = await this.nodes.read(tx, nodes);
    const panels = new Map<string, Panel>();
    for (const subject of nodes) {
      const level = subject.subjectKind === 'index' ? 'index' : 'component';
      const own = rows.get(subjectKeyOf(subject)) ?? [];
      panels.set(subjectKeyOf(subject), this.nodes.panelOf(subject, level, own));
    }
    const indicators = subjects.filter(({ subjectKind }) => subjectKind === 'indicator');
    const byCode = await this.indicators.read(tx, indicators);
    for (const subject of indicators) panels.set(subjectKeyOf(subject), byCode.get(subject.subject)!);
    return panels;
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
