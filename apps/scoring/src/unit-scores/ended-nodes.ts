import { Inject, Injectable } from '@nestjs/common';
import { type Cause } from '#contracts';
import { statement, type Tx } from '#persistence';
import { type ScoreCell } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { type ScoreDraft } from './score-draft.js';

/** One unit's scores of one period that are looked through. */
interface Place {
  readonly unit: string;
  readonly cell: ScoreCell;
  readonly cause: Cause;
}

const STANDING = statement(
  'score.standing',
  `SELECT k.at, s.edition
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
     AS k (index_code, component, period_rule, unit, period, at)
   JOIN score s ON s.index_code = k.index_code AND s.component = k.component AND s.period_rule = k.period_rule
     AND s.unit = k.unit AND s.period = k.period`,
);

/** Withdraws what was scored under an edition that does not hold for its period any more, or of a node that it lost. */
@Injectable()
export class EndedNodes {
  constructor(@Inject(ScoringRules) private readonly rules: ScoringRules) {}

  /** One draft for each score that stands and that no edition of its period gives under this catalogue. */
  async drafts(tx: Tx, places: readonly Place[]): Promise<ScoreDraft[]> {
    const ended = places.flatMap((place) => {
      const { index, period } = place.cell;
      return this.rules.endedNodes(index, period.id).map((node) => ({ ...place, period, node }));
    });
    if (ended.length === 0) return [];
    const rows = await tx.query<{ at: number; edition: string }>(STANDING, [
      ended.map(({ node }) => node.index),
      ended.map(({ node }) => node.component),
      ended.map(({ period }) => period.rule),
      ended.map(({ unit }) => unit),
      ended.map(({ period }) => period.id),
    ]);
    return rows.map(({ at, edition }): ScoreDraft => {
      const { unit, node, period, cause } = ended[at - 1]!;
      const where = { unit, ...node, period: period.id, periodRule: period.rule, edition };
      return {
        content: { ...where, state: 'not-computed', reason: 'no-edition', coverage: 0, parts: [] },
        knownFrom: this.rules.since,
        lastDay: period.lastDay,
        pastDue: false,
        cause,
      };
    });
  }
}
