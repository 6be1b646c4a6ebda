import { Injectable } from '@nestjs/common';
import { type Instant } from '#contracts';
import { statement, type Tx } from '#persistence';
import { type ValidPlan } from './validate-plan.js';

/** Plans are few: one request after the other decides which versions are new. */
const LOCK = statement('plan.lock', `SELECT pg_advisory_xact_lock(hashtext('ingestion.plans'))`);

/** Plans that say what their newest version says already are left out. */
const ADD_CHANGED = statement(
  'plan.add-changed',
  `INSERT INTO plan_version
     (indicator, unit, target_period, version, scored_unit, base_period, base_value, target_value, shape, points, issuer,
      demo, cause, recorded_by, catalogue_version, known_from)
   SELECT given.indicator, given.unit, given.target_period, coalesce(newest.version, 0) + 1, given.scored_unit,
          given.base_period, given.base_value, given.target_value, given.shape, given.points, given.issuer, given.demo,
          CASE WHEN $12 THEN 'backfill' WHEN newest.version IS NULL THEN 'live' ELSE 'correction' END, $13, $14, $15
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::text[],
               $9::jsonb[], $10::text[], $11::boolean[])
     AS given (indicator, unit, target_period, scored_unit, base_period, base_value, target_value, shape, points, issuer, demo)
   LEFT JOIN LATERAL (
     SELECT stored.version, stored.scored_unit, stored.shape, stored.points, stored.base_period, stored.base_value
     FROM plan_version AS stored
     WHERE stored.indicator = given.indicator AND stored.unit = given.unit
       AND stored.target_period = given.target_period
     ORDER BY stored.version DESC LIMIT 1
   ) AS newest ON true
   WHERE newest.version IS NULL
      OR (newest.scored_unit, newest.shape, newest.base_period, newest.base_value)
         IS DISTINCT FROM (given.scored_unit, given.shape, given.base_period, given.base_value)
      OR newest.points <> given.points
   RETURNING indicator, unit, target_period, version, cause`,
);

const READ_VERSIONS = statement(
  'plan.read-versions',
  `SELECT stored.indicator, stored.unit, stored.target_period, max(stored.version) AS version
   FROM unnest($1::text[], $2::text[], $3::text[]) AS plan (indicator, unit, target_period)
   JOIN plan_version AS stored USING (indicator, unit, target_period)
   GROUP BY 1, 2, 3`,
);

export interface PlanVersion {
  indicator: string;
  unit: string;
  target_period: string;
  version: number;
}

export interface PlanSettings {
  readonly backfill: boolean;
  readonly recordedBy: string | undefined;
  readonly catalogueVersion: number;
  readonly now: Instant;
}

@Injectable()
export class PlanStore {
  async addChanged(
    tx: Tx,
    plans: readonly ValidPlan[],
    settings: PlanSettings,
  ): Promise<(PlanVersion & { cause: 'live' | 'correction' | 'backfill' })[]> {
    await tx.query(LOCK);
    return tx.query(ADD_CHANGED, [
      ...keyColumns(plans),
      plans.map((plan) => plan.scoredUnit),
      plans.map((plan) => plan.base.period),
      plans.map((plan) => plan.base.value),
      plans.map((plan) => plan.target.value),
      plans.map((plan) => plan.shape),
      plans.map((plan) => JSON.stringify(plan.points)),
      plans.map((plan) => plan.issuer ?? null),
      plans.map((plan) => plan.demo),
      settings.backfill,
      settings.recordedBy ?? null,
      settings.catalogueVersion,
      settings.now,
    ]);
  }

  readVersions(tx: Tx, plans: readonly ValidPlan[]): Promise<PlanVersion[]> {
    return tx.query<PlanVersion>(READ_VERSIONS, keyColumns(plans));
  }
}

const keyColumns = (plans: readonly ValidPlan[]): string[][] => [
  plans.map((plan) => plan.indicator),
  plans.map((plan) => plan.unit),
  plans.map((plan) => plan.target.period),
];
