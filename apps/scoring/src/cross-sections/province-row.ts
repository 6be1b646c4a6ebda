import { Inject, Injectable } from '@nestjs/common';
import { type ScorePart } from '#contracts';
import { type Period, periodOf } from '#periods';
import { type ComponentScore, rootsOf, scoreIndex, sumOf } from '#scoring-engine';
import { statement, type Tx } from '#persistence';
import { LEAD } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { leadDrafts } from '../unit-scores/lead-drafts.js';
import { type LeadScores } from '../unit-scores/lead-scores.js';
import { type ScoreDraft } from '../unit-scores/score-draft.js';
import { unpackInputs } from '../unit-scores/unit-inputs.js';
import { type CrossSection } from './cross-section.js';

const READ_INPUTS = statement(
  'unit-input.read',
  `SELECT u.province, u.period_rule, u.period, u.inputs
   FROM unnest($1::text[], $2::text[], $3::text[]) AS k (province, period_rule, period)
   JOIN unit_input u ON u.province = k.province AND u.period_rule = k.period_rule AND u.period = k.period
   ORDER BY u.unit`,
);

/** The province's own estimate: the same score over the inputs of all of its units, each value once. */
@Injectable()
export class ProvinceRow {
  constructor(@Inject(ScoringRules) private readonly rules: ScoringRules) {}

  /** The scores of the provinces and periods that the sections name. */
  async drafts(tx: Tx, sections: readonly CrossSection[]): Promise<ScoreDraft[]> {
    if (sections.length === 0) return [];
    const rows = await tx.query<{ province: string; period_rule: string; period: string; inputs: string }>(
      READ_INPUTS,
      [sections.map(({ group }) => group), sections.map(({ rule }) => rule), sections.map(({ at }) => at)],
    );
    const byRow = Map.groupBy(rows, (row) => `${row.province}|${row.period_rule}|${row.period}`);
    return sections.flatMap(({ group, rule, at, cause }) => {
      const packed = (byRow.get(`${group}|${rule}|${at}`) ?? []).map(({ inputs }) => inputs);
      const scores = this.scores(packed, periodOf(rule, at));
      if (!scores) return [];
      return leadDrafts(scores, {
        unit: group,
        period: periodOf(rule, at),
        cause,
        indicators: undefined,
        since: this.rules.since,
        partsOf: partsByIndicator,
      });
    });
  }

  private scores(packed: readonly string[], period: Period): LeadScores | undefined {
    const edition = this.rules.edition(LEAD, period.id);
    if (!edition) return undefined;
    const { inputs, trajectories, knownFrom } = unpackInputs(
      packed,
      (code) => this.rules.indicatorOn(code, period.lastDay),
      (code) => this.rules.goalposts(code, period),
    );
    const indexes = rootsOf(edition).map((root) => scoreIndex(edition, root.code, inputs));
    return { edition, indexes, trajectories, knownFrom };
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
