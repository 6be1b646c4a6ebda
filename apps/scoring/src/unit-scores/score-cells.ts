import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '#messaging';
import { type Tx } from '#persistence';
import { type ComponentScore } from '#scoring-engine';
import { DueCrossSections } from '../cross-sections/due-cross-sections.js';
import { cellKey, LEAD } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { type UnitWindow } from '../unit-windows/unit-window.js';
import { CrossSectionTouches } from './cross-section-touches.js';
import { leadDrafts } from './lead-drafts.js';
import { leadScores } from './lead-scores.js';
import { publishedDrafts } from './published-drafts.js';
import { scoreEvents } from './score-events.js';
import { draftKey, type DigestedDraft, withDigest } from './score-draft.js';
import { ScoreStore, type UnitInputRow } from './score.store.js';
import { EVERY_INDICATOR, type Touched, type TouchedCell } from './touched.js';
import { packInputs } from './unit-inputs.js';
import { unitParts } from './unit-parts.js';

/** Scores the touched cells from their windows, saves what differs, and says so: scores, and cross-sections to look at. */
@Injectable()
export class ScoreCells {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(ScoreStore) private readonly store: ScoreStore,
    @Inject(DueCrossSections) private readonly due: DueCrossSections,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** @param notBefore  time of the catalogue change that made it necessary, where one did */
  async execute(
    tx: Tx,
    windows: ReadonlyMap<string, UnitWindow>,
    touched: Touched,
    notBefore = '',
  ): Promise<void> {
    const drafts: DigestedDraft[] = [];
    const inputs: UnitInputRow[] = [];
    for (const cell of touched.cells.values()) {
      const window = windows.get(cell.unit)!;
      if (cell.cell.index === LEAD) this.scoreLead(window, cell, drafts, inputs);
      else this.scorePublished(window, cell, drafts);
    }
    const dated = drafts.map((draft) =>
      draft.knownFrom < notBefore ? { ...draft, knownFrom: notBefore } : draft,
    );
    const changed = await this.store.save(tx, dated, this.rules.version);
    const rolledUp = await this.store.saveInputs(tx, inputs);
    const touches = new CrossSectionTouches(this.rules);
    for (const { data, draft } of changed) touches.addScore(data, draft.lastDay);
    for (const series of touched.series.values()) touches.addSeries(series);
    for (const { province, period_rule: rule, period } of rolledUp)
      touches.addRollUp(province, rule, period, touched);
    await this.due.add(tx, touches.sections());
    await this.outbox.append(tx, scoreEvents(changed));
  }

  private scoreLead(
    window: UnitWindow,
    { unit, cell, cause, indicators }: TouchedCell,
    drafts: DigestedDraft[],
    inputs: UnitInputRow[],
  ): void {
    const { period } = cell;
    const key = cellKey(cell);
    const edition = this.rules.edition(LEAD, period.id);
    const isRescored = indicators === undefined;
    if (!edition || !window.isActive(period)) return;
    const expected = this.rules.expected(unit, period);
    if (expected.length === 0 && !isRescored) return;
    const scores = leadScores(window, expected, edition, period);
    const hasScores = this.rules.hasScores(unit, period.lastDay);
    if (hasScores || isRescored) {
      const isPart = window.digests.has(key) && indicators?.has(EVERY_INDICATOR) === false;
      const moved = isRescored || isPart ? indicators : everyIndicator(expected);
      const goalposts = new Map(expected.map((row) => [row.indicator, row.goalposts]));
      const partsOf = (component: ComponentScore) => unitParts(component, (code) => goalposts.get(code));
      const options = { unit, period, cause, indicators: moved, partsOf, since: this.rules.since };
      // Of a unit that has ended under the new catalogue, what was scored is withdrawn.
      const shown = hasScores ? scores : leadScores(window, [], edition, period);
      keepDiffering(window, leadDrafts(shown, options).map(withDigest), drafts);
    }
    const packed = packInputs(scores);
    const digest = hash('md5', packed, 'base64');
    const province = this.rules.provinceOf(unit, period.lastDay);
    const isKnown = window.digests.get(key) === digest;
    if (isKnown && !isRescored) return;
    window.digests.set(key, digest);
    inputs.push({
      province,
      periodRule: period.rule,
      period: period.id,
      unit,
      digest,
      inputs: packed,
      isRescored,
    });
  }

  private scorePublished(window: UnitWindow, { cell, cause }: TouchedCell, drafts: DigestedDraft[]): void {
    const { index, period } = cell;
    const edition = this.rules.edition(index, period.id);
    if (!edition) return;
    keepDiffering(window, publishedDrafts({ window, edition, index, period, cause }).map(withDigest), drafts);
  }
}

const everyIndicator = (expected: readonly { indicator: string }[]): Set<string> =>
  new Set(expected.map(({ indicator }) => indicator));

/** Leaves out what this process has saved already with the same content. */
function keepDiffering(window: UnitWindow, drafts: readonly DigestedDraft[], into: DigestedDraft[]): void {
  for (const draft of drafts) {
    const key = draftKey(draft.content);
    if (window.digests.get(key) === draft.digest) continue;
    window.digests.set(key, draft.digest);
    into.push(draft);
  }
}
