import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '#messaging';
import { type Tx } from '#persistence';
import { type ComponentScore } from '#scoring-engine';
import { DueCrossSections } from '../cross-sections/due-cross-sections.js';
import { codeUnder, type HeldEdition } from '../method/held-edition.js';
import { cellKey, LEAD } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { type UnitWindow } from '../unit-windows/unit-window.js';
import { CrossSectionTouches } from './cross-section-touches.js';
import { EndedNodes } from './ended-nodes.js';
import { leadDrafts } from './lead-drafts.js';
import { leadScores } from './lead-scores.js';
import { publishedDrafts } from './published-drafts.js';
import { scoreEvents } from './score-events.js';
import { Drafts } from './score-draft.js';
import { ScoreStore, type UnitInputRow } from './score.store.js';
import { EVERY_INDICATOR, type Touched, type TouchedCell } from './touched.js';
import { packInputs } from './unit-inputs.js';
import { unitParts } from './unit-parts.js';
import { textDigest } from '../method/text-digest.js';

/** Scores the touched cells from their windows, saves what differs, and says so: scores, and cross-sections to look at. */
@Injectable()
export class ScoreCells {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(ScoreStore) private readonly store: ScoreStore,
    @Inject(DueCrossSections) private readonly due: DueCrossSections,
    @Inject(EndedNodes) private readonly ended: EndedNodes,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** @param notBefore  time of the catalogue change that made it necessary, where one did */
  async execute(
    tx: Tx,
    windows: ReadonlyMap<string, UnitWindow>,
    touched: Touched,
    notBefore = '',
  ): Promise<void> {
    const drafts = new Drafts();
    const inputs: UnitInputRow[] = [];
    for (const cell of touched.cells.values()) {
      const window = windows.get(cell.unit)!;
      if (cell.cell.index === LEAD) this.scoreLead(window, cell, drafts, inputs);
      else this.scorePublished(window, cell, drafts);
    }
    const rescored = [...touched.cells.values()].filter(({ indicators }) => indicators === undefined);
    for (const draft of await this.ended.drafts(tx, rescored, drafts.made))
      drafts.add(windows.get(draft.content.unit)!, [draft]);
    const dated = drafts.differing.map((draft) =>
      draft.knownFrom < notBefore ? { ...draft, knownFrom: notBefore } : draft,
    );
    const [changed, rolledUp] = await Promise.all([
      this.store.save(tx, dated, this.rules.version),
      this.store.saveInputs(tx, inputs),
    ]);
    const touches = new CrossSectionTouches(this.rules);
    for (const { data, draft } of changed) touches.addScore(data, draft.lastDay);
    for (const series of touched.series.values()) touches.addSeries(series);
    for (const { province, period_rule: rule, period } of rolledUp)
      touches.addRollUp(province, rule, period, touched);
    await this.due.add(tx, touches.sections());
    await this.outbox.append(tx, scoreEvents(changed));
  }

  private scoreLead(window: UnitWindow, touched: TouchedCell, drafts: Drafts, inputs: UnitInputRow[]): void {
    const { period } = touched.cell;
    const editions = window.isActive(period) ? this.rules.editions(LEAD, period.id) : [];
    for (const held of editions) this.scoreUnder(held, window, touched, drafts, inputs);
    if (editions.length === 0 && touched.indicators === undefined)
      inputs.push({ ...inputCell(touched), province: undefined, edition: '', digest: '', inputs: '[]' });
  }

  private scoreUnder(
    held: HeldEdition,
    window: UnitWindow,
    touched: TouchedCell,
    drafts: Drafts,
    inputs: UnitInputRow[],
  ): void {
    const { unit, cell, cause, indicators } = touched;
    const { period } = cell;
    const key = codeUnder(held, cellKey(cell));
    const isRescored = indicators === undefined;
    const expected = this.rules.expected(unit, period, held.edition.id);
    if (expected.length === 0 && !isRescored) return;
    const scores = leadScores(window, expected, held, period);
    const hasScores = this.rules.hasScores(unit, period.lastDay);
    if (hasScores || isRescored) {
      const isPart = window.digests.has(key) && indicators?.has(EVERY_INDICATOR) === false;
      const moved = isRescored || isPart ? indicators : everyIndicator(expected);
      const goalposts = new Map(expected.map((row) => [row.indicator, row.goalposts]));
      const partsOf = (component: ComponentScore) => unitParts(component, (code) => goalposts.get(code));
      const options = { unit, period, cause, indicators: moved, partsOf, since: this.rules.since };
      // Of a unit that has ended under the new catalogue, what was scored is withdrawn.
      const shown = hasScores ? scores : leadScores(window, [], held, period);
      drafts.add(window, leadDrafts(shown, options));
    }
    const packed = packInputs(scores);
    const digest = textDigest(packed);
    const isKnown = window.digests.get(key) === digest;
    if (isKnown && !isRescored) return;
    window.digests.set(key, digest);
    const province = this.rules.provinceOf(unit, period.lastDay);
    const edition = held.leads ? '' : held.edition.id;
    inputs.push({ ...inputCell(touched), province, edition, digest, inputs: packed });
  }

  private scorePublished(window: UnitWindow, { cell, cause }: TouchedCell, drafts: Drafts): void {
    const { index, period } = cell;
    for (const held of this.rules.editions(index, period.id))
      drafts.add(window, publishedDrafts({ window, held, index, period, cause }));
  }
}

const inputCell = ({ unit, cell: { period }, indicators }: TouchedCell) => ({
  periodRule: period.rule,
  period: period.id,
  unit,
  isRescored: indicators === undefined,
});

const everyIndicator = (expected: readonly { indicator: string }[]): Set<string> =>
  new Set(expected.map(({ indicator }) => indicator));
