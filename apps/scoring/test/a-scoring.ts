import {
  type CatalogueDraft,
  type ForecastChanged,
  type RankChanged,
  type RatingChanged,
  type ScoreChanged,
  type TrendChanged,
  unpacked,
} from '#contracts';
import { testDatabase } from '#testing';
import { catalogueDrafts } from '../../../deploy/seed/catalogue/catalogue.mjs';
import { finalStateIn } from './property/final-state.js';
import { openScoringDatabase, ScoringInOneProcess } from './scoring-in-one-process.js';

export const seededCatalogue = (): CatalogueDraft[] => catalogueDrafts() as unknown as CatalogueDraft[];

/** Scoring on a database of its own with the catalogue that the project carries. */
export async function aScoring(drafts = seededCatalogue()): Promise<ScoringInOneProcess> {
  const { url } = await testDatabase({
    name: 'scoring',
    migrate: async (databaseUrl) => (await openScoringDatabase(databaseUrl)).close(),
  });
  return ScoringInOneProcess.open(await openScoringDatabase(url), drafts);
}

type Place = { unit: string; period: string; rule?: string };

/** The newest version of a score under the leading edition, or under an older one; undefined where there is none. */
export async function scoreOf(
  { database }: ScoringInOneProcess,
  component: string,
  { unit, period, rule = 'M15', older = '' }: Place & { older?: string },
): Promise<ScoreChanged | undefined> {
  return newest(
    database,
    'score_version',
    `component = $1 AND unit = $2 AND period = $3 AND period_rule = $4 AND split_part(index_code, '@', 2) = $5`,
    [component, unit, period, rule, older],
  );
}

export async function ratingOf(
  { database }: ScoringInOneProcess,
  subject: string,
  { unit, period, rule = 'M21' }: Place,
): Promise<RatingChanged | undefined> {
  return newest(
    database,
    'rating_version',
    `subject = $1 AND unit = $2 AND period = $3 AND period_rule = $4`,
    [subject, unit, period, rule],
  );
}

export async function trendOf(
  { database }: ScoringInOneProcess,
  subject: string,
  { unit, period, rule = 'M21' }: Place,
): Promise<TrendChanged | undefined> {
  return newest(
    database,
    'trend_version',
    `subject = $1 AND unit = $2 AND period = $3 AND period_rule = $4`,
    [subject, unit, period, rule],
  );
}

export async function forecastOf(
  { database }: ScoringInOneProcess,
  subject: string,
  { unit, rule }: { unit: string; rule: string },
): Promise<ForecastChanged | undefined> {
  return newest(database, 'forecast_version', `subject = $1 AND unit = $2 AND period_rule = $3`, [
    subject,
    unit,
    rule,
  ]);
}

/** Every version of every forecast, in the order in which they went out. */
export async function forecastVersionsOf({ database }: ScoringInOneProcess): Promise<ForecastChanged[]> {
  const rows = await database.query<{ value: string }>(
    `SELECT value FROM outbox WHERE topic = 'chiso.forecast.changed.v1' ORDER BY id`,
  );
  return rows.map(({ value }) => JSON.parse(unpacked(value)) as ForecastChanged);
}

export async function rankingOf(
  { database }: ScoringInOneProcess,
  subject: string,
  period: string,
  group: string,
  older = '',
): Promise<RankChanged | undefined> {
  return newest(
    database,
    'rank_version',
    `subject = $1 AND period = $2 AND peer_group = $3 AND split_part(index_code, '@', 2) = $4`,
    [subject, period, group, older],
  );
}

async function newest<T>(
  database: ScoringInOneProcess['database'],
  table: string,
  where: string,
  values: readonly string[],
): Promise<T | undefined> {
  const [row] = await database.query<{ body: string }>(
    `SELECT body FROM ${table} WHERE ${where} ORDER BY version DESC LIMIT 1`,
    values,
  );
  return row && (JSON.parse(unpacked(row.body)) as T);
}

/** Everything that scoring says at last, without the counters and times that depend on how it got there. */
export const finalStateOf = ({ database }: ScoringInOneProcess): Promise<string> => finalStateIn(database);
