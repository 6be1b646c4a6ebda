import { Injectable } from '@nestjs/common';
import { type ForecastChanged, type ObservationRecorded, type PlanRecorded } from '#contracts';
import { Database, statement } from '#persistence';
import { type KnownUntil } from '../questions/as-known-on.js';
import { withoutNulls } from '../questions/present.js';

export type ObservationState = Omit<ObservationRecorded, 'recordedAt' | 'cause' | 'catalogueVersion'> & {
  knownFrom: string;
};

const STATE = `indicator, unit, period, id, scored_unit AS "scoredUnit", revision, value, numerator, denominator,
  unit_of_measure AS "unitOfMeasure", status, flag, reason, note, reported_by AS "reportedBy", version, demo,
  known_from AS "knownFrom"`;

const REVISIONS = statement(
  'observation_revisions',
  `SELECT ${STATE} FROM observation_version
    WHERE indicator = $1 AND unit = $2 AND known_from <= $3 ORDER BY period, version DESC`,
);
const NEWEST_OF = statement(
  'newest_observations',
  `SELECT DISTINCT ON (o.indicator, o.unit, o.period) ${STATE.replace(/^indicator, unit/, 'o.indicator, o.unit')}
     FROM unnest($1::text[], $2::text[]) AS s(indicator, unit)
     JOIN observation_version o ON o.indicator = s.indicator AND o.unit = s.unit
    WHERE o.known_from <= $3 AND o.period > $4
    ORDER BY o.indicator, o.unit, o.period, o.version DESC`,
);
const PLANS_OF = statement(
  'plans_of_series',
  `SELECT DISTINCT ON (p.indicator, p.unit, p.id) p.state
     FROM unnest($1::text[], $2::text[]) AS s(indicator, unit)
     JOIN plan_version p ON p.indicator = s.indicator AND p.unit = s.unit
    WHERE p.known_from <= $3 ORDER BY p.indicator, p.unit, p.id, p.version DESC`,
);
const FORECAST = statement(
  'forecast_of_series',
  `SELECT state FROM forecast_version
    WHERE unit = $1 AND index_code = $2 AND subject = $3 AND rule = $4 AND known_from <= $5
    ORDER BY version DESC LIMIT 1`,
);

/** Reads measured values, plans and forecasts of series. */
@Injectable()
export class ObservationQuery {
  constructor(private readonly database: Database) {}

  /** Every revision of every period, newest revision first. */
  async revisionsOf(indicator: string, unit: string, known: KnownUntil): Promise<ObservationState[]> {
    const rows = await this.database.query<ObservationState>(REVISIONS, [indicator, unit, known]);
    return rows.map(withoutNulls) as ObservationState[];
  }

  /** The newest revision of each period after one, for several series at once. */
  async newestOf(
    series: readonly { indicator: string; unit: string }[],
    after: string,
    known: KnownUntil,
  ): Promise<ObservationState[]> {
    const rows = await this.database.query<ObservationState>(NEWEST_OF, [
      series.map((one) => one.indicator),
      series.map((one) => one.unit),
      known,
      after,
    ]);
    return rows.map(withoutNulls) as ObservationState[];
  }

  async plansOf(
    series: readonly { indicator: string; unit: string }[],
    known: KnownUntil,
  ): Promise<PlanRecorded[]> {
    const indicators = series.map((one) => one.indicator);
    const units = series.map((one) => one.unit);
    const rows = await this.database.query<{ state: PlanRecorded }>(PLANS_OF, [indicators, units, known]);
    return rows
      .map((row) => row.state)
      .sort((a, b) => (a.target.period < b.target.period ? -1 : a.target.period > b.target.period ? 1 : 0));
  }

  /** The newest forecast of a series; one that was withdrawn has no steps. */
  async forecastOf(
    { unit, index, subject, rule }: { unit: string; index: string; subject: string; rule: string },
    known: KnownUntil,
  ): Promise<ForecastChanged | undefined> {
    const values = [unit, index, subject, rule, known];
    const [row] = await this.database.query<{ state: ForecastChanged }>(FORECAST, values);
    return row && row.state.steps.length > 0 ? row.state : undefined;
  }
}
