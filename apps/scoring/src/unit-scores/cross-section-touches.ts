import {
  type Cause,
  type CrossSectionTouched,
  CrossSectionTouchedV1,
  eventOf,
  type OutgoingEvent,
  type ScoreChanged,
} from '#contracts';
import { type Day, periodOf } from '#periods';
import { statement, type Tx } from '#persistence';
import { crossSectionsOf, familyOf } from '../method/families.js';
import { LEAD } from '../method/score-cell.js';
import { type ScoringRules } from '../method/scoring-rules.js';
import { type Touched, type TouchedSeries, weightiest } from './touched.js';

type Touch = Omit<CrossSectionTouched, 'version' | 'catalogueVersion'>;

const NEXT_VERSION = statement('touch.next-version', `SELECT nextval('touch_version')::int AS version`);

/**
 * The cross-sections that a transaction touched: one event a subject and group, for the earliest period. Stage 2
 * looks at that period and all later ones, because their windows hold it.
 */
export class CrossSectionTouches {
  private readonly touches = new Map<string, { touch: Touch; lastDay: Day }>();

  constructor(private readonly rules: ScoringRules) {}

  addScore(score: ScoreChanged, lastDay: Day): void {
    const { unit, index, component, period, periodRule, cause, knownFrom, demo, level } = score;
    const subjectKind = level === 'index' ? 'index' : 'component';
    for (const peerGroup of crossSectionsOf(unit, this.rules.peerGroups(unit, lastDay)))
      this.add(
        {
          subject: component,
          subjectKind,
          index,
          period,
          periodRule,
          peerGroup,
          knownFrom,
          cause,
          ...(demo ? { demo } : {}),
        },
        lastDay,
      );
  }

  /** Published components are judged as nodes of their index, so their indicators have no cross-section of their own. */
  addSeries({ indicator, unit, from, cause, knownFrom }: TouchedSeries): void {
    if (this.rules.publishedIn(indicator, from.id)) return;
    const groups = this.rules.peerGroups(unit, from.lastDay);
    const isRanked = this.rules.rankedBy(indicator, from.lastDay) !== undefined;
    for (const peerGroup of isRanked ? crossSectionsOf(unit, groups) : [familyOf(unit, groups)])
      this.add(
        {
          subject: indicator,
          subjectKind: 'indicator',
          period: from.id,
          periodRule: from.rule,
          peerGroup,
          knownFrom,
          cause,
        },
        from.lastDay,
      );
  }

  /** A province's own row is made of its units' inputs; each period is a key of its own, nothing later depends on it. */
  addRollUp(province: string, rule: string, period: string, { cells, series }: Touched): void {
    let cause: Cause = 'backfill';
    for (const touched of cells.values()) cause = weightiest(cause, touched.cause);
    let knownFrom = '';
    for (const touched of series.values()) if (touched.knownFrom > knownFrom) knownFrom = touched.knownFrom;
    const { lastDay, firstDay } = periodOf(rule, period);
    const known = knownFrom || `${firstDay}T00:00:00.000Z`;
    this.add(
      {
        subject: LEAD,
        subjectKind: 'index',
        index: LEAD,
        period,
        periodRule: rule,
        peerGroup: province,
        knownFrom: known,
        cause,
      },
      lastDay,
      period,
    );
  }

  /** One version for all touches of a transaction: a later touch of the same key has a higher one. */
  async events(tx: Tx): Promise<OutgoingEvent<CrossSectionTouched>[]> {
    if (this.touches.size === 0) return [];
    const [row] = await tx.query<{ version: number }>(NEXT_VERSION);
    return [...this.touches.values()].map(({ touch }) =>
      eventOf(CrossSectionTouchedV1, {
        ...touch,
        version: row!.version,
        catalogueVersion: this.rules.version,
      }),
    );
  }

  private add(touch: Touch, lastDay: Day, each = ''): void {
    const key = `${touch.index ?? ''}|${touch.subject}|${touch.periodRule}|${touch.peerGroup}|${each}`;
    const known = this.touches.get(key);
    if (!known) {
      this.touches.set(key, { touch, lastDay });
      return;
    }
    const earlier = lastDay < known.lastDay ? touch : known.touch;
    const knownFrom = touch.knownFrom > known.touch.knownFrom ? touch.knownFrom : known.touch.knownFrom;
    known.touch = { ...earlier, knownFrom, cause: weightiest(touch.cause, known.touch.cause) };
    if (lastDay < known.lastDay) known.lastDay = lastDay;
  }
}
