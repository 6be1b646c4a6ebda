import { Inject, Injectable } from '@nestjs/common';
import { eventOf, type OutgoingEvent, RankChangedV1, RatingChangedV1, TrendChangedV1 } from '#contracts';
import { Outbox } from '#messaging';
import { type Day } from '#periods';
import { type Tx } from '#persistence';
import { DueForecasts } from '../forecasts/due-forecasts.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { scoreEvents } from '../unit-scores/score-events.js';
import { withDigest } from '../unit-scores/score-draft.js';
import { type Changed, ScoreStore } from '../unit-scores/score.store.js';
import { type CrossSection, foldSections, isRollUp } from './cross-section.js';
import { JudgeSubjects } from './judge-subjects.js';
import { type Panel } from './panel.js';
import { ProvinceRow } from './province-row.js';
import { familyTasks, windowBack } from './family-task.js';
import { ReadPanels } from './read-panels.js';
import { StandingVerdicts, type WantedStanding } from './standing-verdicts.js';
import { subjectKeyOf } from './subject.js';
import { RankSubjects } from './rank-subjects.js';

/**
 * Computes whole cross-sections from everything committed, and writes the next version of what differs. Their locks are
 * held by whoever took them.
 */
@Injectable()
export class RecomputeCrossSections {
  private readonly newest = new Map<string, Day>();

  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(ProvinceRow) private readonly provinceRow: ProvinceRow,
    @Inject(ScoreStore) private readonly scores: ScoreStore,
    @Inject(ReadPanels) private readonly readPanels: ReadPanels,
    @Inject(StandingVerdicts) private readonly standing: StandingVerdicts,
    @Inject(JudgeSubjects) private readonly judgeSubjects: JudgeSubjects,
    @Inject(RankSubjects) private readonly rankSubjects: RankSubjects,
    @Inject(DueForecasts) private readonly dueForecasts: DueForecasts,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  async execute(tx: Tx, touched: readonly CrossSection[]): Promise<void> {
    if (touched.length === 0) return;
    const drafts = await this.provinceRow.drafts(tx, touched.filter(isRollUp));
    const changed = await this.scores.save(tx, drafts.map(withDigest), this.rules.version);
    const sections = foldSections([
      ...touched.filter((section) => !isRollUp(section)),
      ...changed.map(provinceSection),
    ]);
    const tasks = familyTasks(this.rules, sections);
    const ranked = sections.filter(({ group }) => this.rules.isPeerGroup(group));
    const [panels, standing] = await Promise.all([
      this.readPanels.execute(tx, wantedBy(sections)),
      this.standing.take(tx, [...tasks, ...ranked.map(standingOf)]),
    ]);
    this.noteNewest(panels);
    const { trends, ratings } = await this.judgeSubjects.execute(tx, tasks, panels, standing);
    const ranks = await this.rankSubjects.execute(tx, ranked, panels, standing);
    await this.dueForecasts.add(tx, sections);
    const events: OutgoingEvent<{ version: number }>[] = [
      ...scoreEvents(changed),
      ...trends.map((trend) => eventOf(TrendChangedV1, trend)),
      ...ratings.map((rating) => eventOf(RatingChangedV1, rating)),
      ...ranks.map((rank) => eventOf(RankChangedV1, rank)),
    ];
    await this.outbox.append(tx, events);
  }

  /** The day on which the newest period of the subject ends, where it has been looked at. */
  newestOf(section: CrossSection): Day | undefined {
    return this.newest.get(subjectKeyOf(section));
  }

  private noteNewest(panels: ReadonlyMap<string, Panel>): void {
    for (const [key, { series }] of panels)
      for (const points of series.values()) {
        const { lastDay } = points.at(-1)!.period;
        if (lastDay > (this.newest.get(key) ?? '')) this.newest.set(key, lastDay);
      }
  }
}

const standingOf = ({ index, subject, rule, from }: CrossSection): WantedStanding => ({
  index,
  subject,
  rule,
  ownRow: '',
  back: windowBack(rule, from),
});

/** The province is a family of its own: its estimate is not compared with published indices. */
function provinceSection({ data, draft }: Changed): CrossSection {
  return {
    subject: data.component,
    subjectKind: data.level === 'index' ? 'index' : 'component',
    index: data.index,
    rule: data.periodRule,
    group: data.unit,
    at: '',
    from: draft.lastDay,
    cause: data.cause,
  };
}

/** Each subject once, from the earliest day that the windows of one of its sections reach back to. */
const wantedBy = (sections: readonly CrossSection[]) =>
  [...Map.groupBy(sections, subjectKeyOf).values()].map((same) => {
    const from = same.reduce(
      (earliest, section) => (section.from < earliest ? section.from : earliest),
      same[0]!.from,
    );
    return { ...same[0]!, back: windowBack(same[0]!.rule, from) };
  });
