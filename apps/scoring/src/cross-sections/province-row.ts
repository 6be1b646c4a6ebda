import { Inject, Injectable } from '@nestjs/common';
import { type ScorePart } from '#contracts';
import { type Period, periodOf } from '#periods';
import { type ComponentScore, rootsOf, scoreIndex, sumOf } from '#scoring-engine';
import { statement, type Tx } from '#persistence';
import { type HeldEdition } from '../method/held-edition.js';
import { LEAD } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { EndedNodes } from '../unit-scores/ended-nodes.js';
import { leadDrafts } from '../unit-scores/lead-drafts.js';
import { type LeadScores } from '../unit-scores/lead-scores.js';
import { draftAddress, type ScoreDraft } from '../unit-scores/score-draft.js';
import { unpackInputs } from '../unit-scores/unit-inputs.js';
import { type CrossSection } from './cross-section.js';

const READ_INPUTS = statement(
  'unit-input.read',
  `SELECT u.province, u.period_rule, u.period, u.edition, u.inputs
   FROM unnest($1::text[], $2::text[], $3::text[]) AS k (province, period_rule, period)
   JOIN unit_input u ON u.province = k.province AND u.period_rule = k.period_rule AND u.period = k.period
   ORDER BY u.unit`,
);

interface InputRow {
  readonly province: string;
  readonly period_rule: string;
  readonly period: string;
  readonly edition: string;
  readonly inputs: string;
}

const keyOf = (province: string, rule: string, period: string): string => `${province}|${rule}|${period}`;

/** The province's own estimate: the same score over the inputs of all of its units, each value once. */
@Injectable()
export class ProvinceRow {
  /** The version of the catalogue under which a row was last looked through for what has ended. */
  private readonly lookedThrough = new Map<string, number>();

  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(EndedNodes) private readonly ended: EndedNodes,
  ) {}

  /** The scores of the provinces and periods that the sections name, under every edition that holds. */
  async drafts(tx: Tx, sections: readonly CrossSection[]): Promise<ScoreDraft[]> {
    if (sections.length === 0) return [];
    const rows = await tx.query<InputRow>(READ_INPUTS, [
      sections.map(({ group }) => group),
      sections.map(({ rule }) => rule),
      sections.map(({ at }) => at),
    ]);
    const byRow = Map.groupBy(rows, (row) => keyOf(row.province, row.period_rule, row.period));
    const drafts = sections.flatMap((section) => {
      const { group, rule, at } = section;
      const own = byRow.get(keyOf(group, rule, at)) ?? [];
      return this.rules.editions(LEAD, at).flatMap((held) => this.draftsUnder(held, section, own));
    });
    return [...drafts, ...(await this.endedDrafts(tx, sections, drafts))];
  }

  private draftsUnder(held: HeldEdition, section: CrossSection, rows: readonly InputRow[]): ScoreDraft[] {
    const period = periodOf(section.rule, section.at);
    const of = held.leads ? '' : held.edition.id;
    const packed = rows.filter(({ edition }) => edition === of).map(({ inputs }) => inputs);
    return leadDrafts(this.scores(held, packed, period), {
      unit: section.group,
      period,
      cause: section.cause,
      indicators: undefined,
      since: this.rules.since,
      partsOf: partsByIndicator,
    });
  }

  /** Once a row and version of the catalogue: nothing but a newer one ends anything. */
  private async endedDrafts(
    tx: Tx,
    sections: readonly CrossSection[],
    made: readonly ScoreDraft[],
  ): Promise<ScoreDraft[]> {
    const { version } = this.rules;
    const places = sections
      .map(({ group, rule, at, cause }) => ({
        unit: group,
        cell: { index: LEAD, period: periodOf(rule, at) },
        cause,
        key: keyOf(group, rule, at),
      }))
      .filter(({ key }) => this.lookedThrough.get(key) !== version);
    tx.afterCommit(() => {
      for (const { key } of places) this.lookedThrough.set(key, version);
    });
    return this.ended.drafts(tx, places, new Set(made.map(draftAddress)));
  }

  private scores(held: HeldEdition, packed: readonly string[], period: Period): LeadScores {
    const { edition } = held;
    const { inputs, trajectories, knownFrom } = unpackInputs(
      packed,
      (code) => this.rules.indicatorOn(code, period.lastDay),
      (code) => this.rules.goalposts(code, period, edition.id),
    );
    const indexes = rootsOf(edition).map((root) => scoreIndex(edition, root.code, inputs));
    return { held, indexes, trajectories, knownFrom };
  }
}

/** A province's component has up to a thousand inputs; they are shown summed up by indicator, the units have their own trees. */
function partsByIndicator({ inputs, contributions }: ComponentScore): ScorePart[] {
  const byCode = new Map(contributions.map(({ code, contribution }) => [code, contribution]));
  return [...Map.groupBy(inputs, ({ indicator }) => indicator)].map(([code, own]) => {
    const present = own.filter(({ score }) => score !== undefined);
    const weight = sumOf(own.map((input) => input.weight));
    const presentWeight = sumOf(present.map((input) => input.weight));
    const score = sumOf(present.map((input) => input.weight * (input.score ?? 0))) / (presentWeight || 1);
    const shares = own.flatMap(({ indicator, forUnit }) => byCode.get(`${indicator}@${forUnit}`) ?? []);
    return {
      code,
      kind: 'indicator',
      weight,
      state: present.length === 0 ? 'missing' : 'present',
      ...(present.length === 0 ? {} : { score }),
      coverage: presentWeight / weight,
      ...(shares.length === 0 ? {} : { contribution: sumOf(shares) }),
    };
  });
}
