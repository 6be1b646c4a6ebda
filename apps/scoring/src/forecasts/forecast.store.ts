import { Injectable } from '@nestjs/common';
import { type Cause, type ForecastChanged } from '#contracts';
import { statement, type Tx } from '#persistence';
import { type SubjectKey } from '../cross-sections/subject.js';
import { jsonList } from '../method/json-list.js';
import { textDigest } from '../method/text-digest.js';

/** The newest version of a series' forecast. */
export interface ForecastHead {
  readonly unit: string;
  readonly version: number;
  readonly period: string;
  readonly steps: number;
  readonly digest: string;
  readonly known_from: string;
}

export interface ForecastDraft {
  readonly content: Omit<ForecastChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;
  readonly knownFrom: string;
  readonly cause: Cause;
}

const READ_HEADS = statement(
  'forecast-version.heads',
  `SELECT DISTINCT ON (unit) unit, version, period, steps, digest, known_from FROM forecast_version
   WHERE subject = $1 AND index_code = $2 AND period_rule = $3 ORDER BY unit, version DESC`,
);

const ADD = statement(
  'forecast-version.add',
  `INSERT INTO forecast_version (subject, index_code, period_rule, unit, version, period, steps, digest, known_from, cause,
     demo, body)
   SELECT $1, $2, $3, * FROM ROWS FROM (
     unnest($4::text[], $5::int[], $6::text[], $7::int[], $8::text[], $9::timestamptz[], $10::text[], $11::boolean[]),
     string_to_table($12::text, chr(30)))`,
);

/** Versions of forecasts: added where the content differs, under the lock of their family. */
@Injectable()
export class ForecastStore {
  async heads(tx: Tx, { index, subject, rule }: SubjectKey): Promise<Map<string, ForecastHead>> {
    const rows = await tx.query<ForecastHead>(READ_HEADS, [subject, index, rule]);
    return new Map(rows.map((row) => [row.unit, row]));
  }

  async save(
    tx: Tx,
    { index, subject, rule }: SubjectKey,
    drafts: readonly ForecastDraft[],
    heads: ReadonlyMap<string, ForecastHead>,
    catalogueVersion: number,
  ): Promise<ForecastChanged[]> {
    const fresh = drafts.flatMap(({ content, knownFrom, cause }) => {
      const head = heads.get(content.unit);
      const digest = textDigest(JSON.stringify(content));
      if (head?.digest === digest) return [];
      const data = { ...content, knownFrom, version: (head?.version ?? 0) + 1, cause, catalogueVersion };
      return { digest, data };
    });
    if (fresh.length === 0) return [];
    await tx.query(ADD, [
      subject,
      index,
      rule,
      fresh.map(({ data }) => data.unit),
      fresh.map(({ data }) => data.version),
      fresh.map(({ data }) => data.period),
      fresh.map(({ data }) => data.steps.length),
      fresh.map(({ digest }) => digest),
      fresh.map(({ data }) => data.knownFrom),
      fresh.map(({ data }) => data.cause),
      fresh.map(({ data }) => data.demo === true),
      jsonList(fresh.map(({ data }) => data)),
    ]);
    return fresh.map(({ data }) => data);
  }
}
