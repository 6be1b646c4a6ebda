import { Inject, Injectable } from '@nestjs/common';
import { type Cause, type ScoreChanged } from '#contracts';
import { statement, type Tx } from '#persistence';
import { nodesUnder } from '../method/held-edition.js';
import { type ScoreCell } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { type ScoreDraft } from './score-draft.js';

/** One unit's scores of one period that have been made whole under the newest catalogue. */
interface Place {
  readonly unit: string;
  readonly cell: ScoreCell;
  readonly cause: Cause;
}

interface StandingRow {
  readonly at: number;
  readonly index_code: string;
  readonly component: string;
  readonly edition: string;
  readonly level: ScoreChanged['level'];
}

/** A node that no edition names any more is known from its own score alone. */
const STANDING = statement(
  'score.standing',
  `SELECT k.at, s.index_code, s.component, s.edition, s.level
   FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k (unit, period_rule, period, at)
   JOIN score s ON s.unit = k.unit AND s.period_rule = k.period_rule AND s.period = k.period
   WHERE NOT s.withdrawn
     AND NOT EXISTS (SELECT FROM unnest($4::text[]) AS made (address)
       WHERE made.address = concat_ws('|', s.unit, s.index_code, s.component, s.period_rule, s.period))`,
);

/** Withdraws what an older catalogue scored and the newest one does not: its edition, its node or its indicators ended. */
@Injectable()
export class EndedNodes {
  constructor(@Inject(ScoringRules) private readonly rules: ScoringRules) {}

  /**
   * One draft for each score that stands in the places and that is not among those made.
   *
   * @param made  addresses of all drafts of the places, also of those that say nothing new
   */
  async drafts(tx: Tx, places: readonly Place[], made: ReadonlySet<string>): Promise<ScoreDraft[]> {
    if (places.length === 0) return [];
    const rows = await tx.query<StandingRow>(STANDING, [
      places.map(({ unit }) => unit),
      places.map(({ cell }) => cell.period.rule),
      places.map(({ cell }) => cell.period.id),
      [...made],
    ]);
    return rows.flatMap((row) => this.withdrawal(places[row.at - 1]!, row) ?? []);
  }

  private withdrawal(place: Place, row: StandingRow): ScoreDraft | undefined {
    const { unit, cell, cause } = place;
    const { index_code: index, component, edition, level } = row;
    if (this.rules.editedIndex(index) !== cell.index) return undefined;
    const given = this.rules.editions(cell.index, cell.period.id).flatMap(nodesUnder);
    const isGiven = given.some((node) => node.index === index && node.component === component);
    const { rule: periodRule, id: period, lastDay } = cell.period;
    return {
      content: {
        unit,
        index,
        component,
        level,
        period,
        periodRule,
        edition,
        state: 'not-computed',
        reason: isGiven ? 'no-indicator' : 'no-edition',
        coverage: 0,
        parts: [],
      },
      knownFrom: this.rules.since,
      lastDay,
      pastDue: false,
      cause,
    };
  }
}
