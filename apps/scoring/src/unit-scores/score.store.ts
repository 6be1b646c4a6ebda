import { Injectable } from '@nestjs/common';
import { type ScoreChanged, stateOfContent } from '#contracts';
import { statement, type Tx } from '#persistence';
import { jsonList } from '../method/json-list.js';
import { type DigestedDraft, isWithdrawn } from './score-draft.js';

interface SavedRow {
  index_code: string;
  component: string;
  period_rule: string;
  unit: string;
  period: string;
  version: number;
}

/** Raises the version only where the digest differs, under the unit's lock; gives the rows that it raised. */
const SAVE_SCORES = statement(
  'score.save',
  `INSERT INTO score AS held (index_code, component, period_rule, unit, period, last_day, version, digest, edition, state,
     value, published, rated_value, planned, base, past_due, known_from, demo, catalogue_version, withdrawn, level)
   SELECT s.index_code, s.component, s.period_rule, s.unit, s.period, s.last_day, 1, s.digest, s.edition, s.state,
     s.value, s.published, s.rated_value, s.planned, s.base, s.past_due, s.known_from, s.demo, $18::int, s.withdrawn, s.level
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[], $9::text[],
     $10::float8[], $11::float8[], $12::float8[], $13::float8[], $14::float8[], $15::boolean[], $16::timestamptz[],
     $17::boolean[], $19::boolean[], $20::text[])
     AS s (index_code, component, period_rule, unit, period, last_day, digest, edition, state, value, published,
           rated_value, planned, base, past_due, known_from, demo, withdrawn, level)
   WHERE NOT s.withdrawn OR EXISTS (SELECT FROM score k WHERE k.index_code = s.index_code AND k.component = s.component
     AND k.period_rule = s.period_rule AND k.unit = s.unit AND k.period = s.period)
   ON CONFLICT (index_code, component, period_rule, unit, period) DO UPDATE SET
     version = held.version + 1, digest = excluded.digest, edition = excluded.edition, state = excluded.state,
     value = excluded.value, published = excluded.published, rated_value = excluded.rated_value,
     planned = excluded.planned, base = excluded.base, past_due = excluded.past_due, known_from = excluded.known_from,
     demo = excluded.demo, catalogue_version = excluded.catalogue_version, withdrawn = excluded.withdrawn,
     level = excluded.level
   WHERE held.digest <> excluded.digest
   RETURNING index_code, component, period_rule, unit, period, version`,
);

const ADD_VERSIONS = statement(
  'score-version.add',
  `INSERT INTO score_version (index_code, component, period_rule, unit, period, version, known_from, cause, demo, digest,
     catalogue_version, body)
   SELECT * FROM ROWS FROM (
     unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::text[], $9::boolean[],
       $10::text[], $11::int[]),
     string_to_table($12::text, chr(30)))`,
);

/** The newest state of every unit's inputs, for the roll-up to the province; gives the rows that differ. */
const SAVE_INPUTS = statement(
  'unit-input.save',
  `INSERT INTO unit_input AS held (province, period_rule, period, unit, edition, digest, inputs)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
   ON CONFLICT (province, period_rule, period, unit, edition) DO UPDATE SET digest = excluded.digest, inputs = excluded.inputs
   WHERE held.digest <> excluded.digest
   RETURNING province, period_rule, period`,
);

/** Takes a unit out of the rows of provinces and editions that it does not belong to under the newest catalogue. */
const CLEAR_INPUTS = statement(
  'unit-input.clear',
  `WITH given AS (
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       AS g (province, period_rule, period, unit, edition))
   UPDATE unit_input held SET digest = '', inputs = '[]'
   FROM given u
   WHERE held.unit = u.unit AND held.period_rule = u.period_rule AND held.period = u.period AND held.digest <> ''
     AND NOT EXISTS (SELECT FROM given g WHERE g.unit = held.unit AND g.period_rule = held.period_rule
       AND g.period = held.period AND g.province = held.province AND g.edition = held.edition)
   RETURNING held.province, held.period_rule, held.period`,
);

interface RollUpKey {
  readonly province: string;
  readonly period_rule: string;
  readonly period: string;
}

const inputColumns = (rows: readonly UnitInputRow[]): unknown[][] => [
  rows.map(({ province }) => province),
  rows.map(({ periodRule }) => periodRule),
  rows.map(({ period }) => period),
  rows.map(({ unit }) => unit),
  rows.map(({ edition }) => edition),
  rows.map(({ digest }) => digest),
  rows.map(({ inputs }) => inputs),
];

const keyOf = (index: string, component: string, rule: string, unit: string, period: string): string =>
  `${index}|${component}|${rule}|${unit}|${period}`;

export interface UnitInputRow {
  /** Absent where the unit belongs to none on the period's last day. */
  readonly province: string | undefined;
  readonly periodRule: string;
  readonly period: string;
  readonly unit: string;
  /** The older edition under which the inputs are scored; empty for the leading one. */
  readonly edition: string;
  readonly digest: string;
  readonly inputs: string;
  /** The catalogue changed, so the unit may have belonged to another province, or to one at all. */
  readonly isRescored: boolean;
}

@Injectable()
export class ScoreStore {
  /** Saves what differs from the newest version and gives it as the state that goes out. */
  async save(tx: Tx, drafts: readonly DigestedDraft[], catalogueVersion: number): Promise<Changed[]> {
    if (drafts.length === 0) return [];
    const raised = await tx.query<SavedRow>(SAVE_SCORES, columnsOf(drafts, catalogueVersion));
    if (raised.length === 0) return [];
    const versions = new Map(
      raised.map((row) => [
        keyOf(row.index_code, row.component, row.period_rule, row.unit, row.period),
        row.version,
      ]),
    );
    const changed = drafts.flatMap((draft) => {
      const { index, component, periodRule, unit, period } = draft.content;
      const version = versions.get(keyOf(index, component, periodRule, unit, period));
      if (version === undefined) return [];
      const { content, json, knownFrom, cause } = draft;
      const data = stateOfContent(content, json, { knownFrom, version, cause, catalogueVersion });
      return { draft, data };
    });
    await this.addVersions(tx, changed);
    return changed;
  }

  async saveInputs(tx: Tx, rows: readonly UnitInputRow[]): Promise<RollUpKey[]> {
    const here = rows.filter(({ province }) => province !== undefined);
    const moved = rows.filter(({ isRescored }) => isRescored);
    return [
      ...(here.length === 0 ? [] : await tx.query<RollUpKey>(SAVE_INPUTS, inputColumns(here))),
      ...(moved.length === 0 ? [] : await tx.query<RollUpKey>(CLEAR_INPUTS, inputColumns(moved).slice(0, 5))),
      // Weights and feeds of a province's row come from the catalogue and not from its inputs.
      ...moved.flatMap(({ province, periodRule, period }) =>
        province === undefined ? [] : { province, period_rule: periodRule, period },
      ),
    ];
  }

  private async addVersions(tx: Tx, changed: readonly Changed[]): Promise<void> {
    const column = <V>(of: (data: ScoreChanged) => V) => changed.map(({ data }) => of(data));
    tx.send(ADD_VERSIONS, [
      column((data) => data.index),
      column((data) => data.component),
      column((data) => data.periodRule),
      column((data) => data.unit),
      column((data) => data.period),
      column((data) => data.version),
      column((data) => data.knownFrom),
      column((data) => data.cause),
      column((data) => data.demo === true),
      changed.map(({ draft }) => draft.contentDigest),
      column((data) => data.catalogueVersion),
      jsonList(changed.map(({ data }) => data)),
    ]);
  }
}

export interface Changed {
  readonly draft: DigestedDraft;
  readonly data: ScoreChanged;
}

function columnsOf(drafts: readonly DigestedDraft[], catalogueVersion: number): unknown[] {
  const content = <V>(of: (draft: DigestedDraft['content']) => V) => drafts.map((draft) => of(draft.content));
  return [
    content((score) => score.index),
    content((score) => score.component),
    content((score) => score.periodRule),
    content((score) => score.unit),
    content((score) => score.period),
    drafts.map(({ lastDay }) => lastDay),
    drafts.map(({ digest }) => digest),
    content((score) => score.edition),
    content((score) => score.state),
    content((score) => score.value),
    content((score) => score.published),
    drafts.map(({ ratedValue }) => ratedValue),
    content((score) => score.planned),
    content((score) => score.base),
    drafts.map(({ pastDue }) => pastDue),
    drafts.map(({ knownFrom }) => knownFrom),
    content((score) => score.demo === true),
    catalogueVersion,
    content(isWithdrawn),
    content((score) => score.level),
  ];
}
