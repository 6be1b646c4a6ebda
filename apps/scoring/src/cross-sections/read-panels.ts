import { Inject, Injectable } from '@nestjs/common';
import { type Day } from '#periods';
import { type Tx } from '#persistence';
import { ScoringRules } from '../method/scoring-rules.js';
import { type CrossSection } from './cross-section.js';
import { IndicatorPanelStore } from './indicator-panel.store.js';
import { IndicatorSeries } from './indicator-series.js';
import { type Kept, KeptPanels } from './kept-panels.js';
import { NodePanelStore } from './node-panel.store.js';
import { NodeSeries } from './node-series.js';
import { type Panel, type PanelPoint } from './panel.js';
import { type ObligationRow, type ObservationRow } from '../unit-windows/unit-window.store.js';
import { SubjectRules } from './subject-rules.js';
import { type SubjectKey, subjectKeyOf } from './subject.js';

type Wanted = SubjectKey & { readonly subjectKind: CrossSection['subjectKind']; readonly back: Day };

/** Reads the series of all units of a subject from a day on, be it an indicator or a node of an index. */
@Injectable()
export class ReadPanels {
  private readonly keptNodes = new KeptPanels<NodeSeries>(() => new NodeSeries());
  private readonly keptIndicators = new KeptPanels<IndicatorSeries>(
    ({ rule }) => new IndicatorSeries(rule, (row) => this.isJudged(row)),
  );

  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(SubjectRules) private readonly subjectRules: SubjectRules,
    @Inject(NodePanelStore) private readonly nodes: NodePanelStore,
    @Inject(IndicatorPanelStore) private readonly indicators: IndicatorPanelStore,
  ) {}

  /** @returns the panels by the key of their subject */
  async execute(tx: Tx, subjects: readonly Wanted[]): Promise<Map<string, Panel>> {
    if (subjects.length === 0) return new Map();
    const { version } = this.rules;
    const nodes = this.keptNodes.take(subjects.filter(isNode), version);
    const indicators = this.keptIndicators.take(
      subjects.filter((subject) => !isNode(subject)),
      version,
    );
    // The horizon is asked for first: what is written later is read again the next time.
    const [horizon] = await Promise.all([KeptPanels.horizon(tx), this.readOn(tx, nodes, indicators)]);
    tx.afterCommit(() => {
      this.keptNodes.putBack(nodes, horizon, version);
      this.keptIndicators.putBack(indicators, horizon, version);
    });
    const series = new Map(
      [...nodes, ...indicators].map((kept) => [subjectKeyOf(kept.stretch), kept.series]),
    );
    return new Map(
      subjects.map((subject) => [
        subjectKeyOf(subject),
        this.panelOf(subject, series.get(subjectKeyOf(subject))!),
      ]),
    );
  }

  private async readOn(
    tx: Tx,
    nodes: readonly Kept<NodeSeries>[],
    indicators: readonly Kept<IndicatorSeries>[],
  ): Promise<void> {
    const stretches = (kept: readonly Kept<unknown>[]) => kept.map(({ stretch }) => stretch);
    const [rows, facts] = await Promise.all([
      this.nodes.read(tx, stretches(nodes)),
      this.indicators.read(tx, stretches(indicators)),
    ]);
    for (const { series, stretch } of nodes) series.take(rows.get(subjectKeyOf(stretch)) ?? []);
    for (const { series, stretch } of indicators) series.take(facts.get(stretch.subject)!);
  }

  /** What is a node of an index in a period is judged there, with its scores. */
  private isJudged({ indicator, unit, period, last_day: day }: ObservationRow | ObligationRow): boolean {
    return this.rules.exists(unit, day) && this.rules.publishedIn(indicator, period) === undefined;
  }

  private panelOf(wanted: Wanted, series: NodeSeries | IndicatorSeries): Panel {
    const { index, subject, subjectKind, back } = wanted;
    const points = new Map<string, readonly PanelPoint[]>();
    for (const [unit, all] of series.points) {
      const own = since(all, back);
      if (own.length > 0) points.set(unit, own);
    }
    if (series instanceof IndicatorSeries)
      return { series: points, scores: [], ruleOf: this.subjectRules.ofIndicator(subject) };
    const scores = [...series.scores()].filter(({ last_day: day }) => day >= back);
    const isPublished = scores[0] !== undefined && !scores[0].edition.startsWith('LEAD');
    const level = subjectKind === 'index' ? 'index' : 'component';
    return { series: points, scores, ruleOf: this.subjectRules.ofNode(level, subject, isPublished, index) };
  }
}

const isNode = ({ subjectKind }: Wanted): boolean => subjectKind !== 'indicator';

function since(points: readonly PanelPoint[], day: Day): readonly PanelPoint[] {
  const first = points.findIndex(({ period }) => period.lastDay >= day);
  return first <= 0 ? (first === 0 ? points : []) : points.slice(first);
}
