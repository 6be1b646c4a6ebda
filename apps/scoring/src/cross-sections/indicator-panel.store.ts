import { Injectable } from '@nestjs/common';
import { statement, type Tx } from '#persistence';
import { type ObligationRow, type ObservationRow, type PlanRow } from '../unit-windows/unit-window.store.js';
import { type IndicatorFacts } from './indicator-series.js';
import { firstPeriodOf, type Stretch } from './subject.js';

const READ_OBSERVATIONS = statement(
  'observation-version.read-indicators',
  `SELECT o.indicator, o.unit, o.period, o.revision, o.fingerprint, o.scored_unit, o.last_day, o.observation,
          o.value, o.numerator, o.denominator, o.flag, o.known_from, o.demo
   FROM unnest($1::text[], $2::text[], $3::date[], $4::text[]) AS k (indicator, from_period, from_day, since)
   JOIN observation_version o ON o.indicator = k.indicator AND o.period >= k.from_period AND o.last_day >= k.from_day
     AND (k.since IS NULL OR age(o.xmin) <= age(k.since::xid))`,
);

const READ_OBLIGATIONS = statement(
  'obligation.read-indicators',
  `SELECT o.* FROM unnest($1::text[], $2::text[], $3::date[], $4::text[]) AS k (indicator, from_period, from_day, since)
   JOIN obligation o ON o.indicator = k.indicator AND o.period >= k.from_period AND o.last_day >= k.from_day
     AND CASE WHEN k.since IS NULL THEN o.state = 'late' ELSE age(o.xmin) <= age(k.since::xid) END`,
);

const READ_PLANS = statement(
  'plan-version.read-indicators',
  `SELECT p.plan, p.version, p.indicator, p.unit, p.scored_unit, p.base, p.points, p.known_from
   FROM unnest($1::text[], $2::text[]) AS k (indicator, since)
   JOIN plan_version p ON p.indicator = k.indicator AND (k.since IS NULL OR age(p.xmin) <= age(k.since::xid))`,
);

/** Whole indicators over all units, or what transactions have changed since one. */
@Injectable()
export class IndicatorPanelStore {
  async read(tx: Tx, stretches: readonly Stretch[]): Promise<Map<string, IndicatorFacts>> {
    if (stretches.length === 0) return new Map();
    const codes = stretches.map(({ subject }) => subject);
    const since = stretches.map((each) => each.since);
    const values = [codes, stretches.map(firstPeriodOf), stretches.map(({ from }) => from), since];
    const [observations, obligations, plans] = await Promise.all([
      tx.query<ObservationRow>(READ_OBSERVATIONS, values),
      tx.query<ObligationRow>(READ_OBLIGATIONS, values),
      tx.query<PlanRow>(READ_PLANS, [codes, since]),
    ]);
    const [ofCode, owedOf, plansOf] = [
      byIndicator(observations),
      byIndicator(obligations),
      byIndicator(plans),
    ];
    return new Map(
      codes.map((code) => [
        code,
        {
          observations: ofCode.get(code) ?? [],
          obligations: owedOf.get(code) ?? [],
          plans: plansOf.get(code) ?? [],
        },
      ]),
    );
  }
}

const byIndicator = <R extends { indicator: string }>(rows: readonly R[]): Map<string, R[]> =>
  Map.groupBy(rows, ({ indicator }) => indicator);
