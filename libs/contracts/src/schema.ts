import Type, { type Static, type TObject, type TProperties } from 'typebox';

export { Type };
export type { Static, TObject };

/** ISO-8601 UTC instant with milliseconds. */
export type Instant = string;
/** Calendar day `YYYY-MM-DD` in Asia/Ho_Chi_Minh. */
export type Day = string;

const INSTANT = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$';
const DAY = '^\\d{4}-\\d{2}-\\d{2}$';
const PERIOD = '^\\d{4}(-(H[12]|Q[1-4]|W\\d{2}|\\d{2}|\\d{2}-\\d{2}))?$';

export const instant = () => Type.String({ pattern: INSTANT });
export const day = () => Type.String({ pattern: DAY });
/** `2024`, `2024-H1`, `2024-Q1`, `2024-03`, `2024-W07`, `2024-03-15`. */
export const periodId = () => Type.String({ pattern: PERIOD });
export const text = () => Type.String();
export const code = () => Type.String({ minLength: 1 });
export const number = () => Type.Number();
export const count = () => Type.Integer({ minimum: 0 });
export const flag = () => Type.Boolean();
export const list = () => Type.Array(Type.String());
export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });

export const CAUSES = ['live', 'correction', 'rescore', 'backfill'] as const;
/** Why a state was made; only `live` and `correction` may open alerts. */
export type Cause = (typeof CAUSES)[number];

/** What every event's data carries beside its own fields. */
export const STATE_FIELDS = {
  version: Type.Integer({ minimum: 1 }),
  catalogueVersion: count(),
  cause: oneOf(CAUSES),
  demo: Type.Optional(Type.Boolean()),
};

/** An event's data: its own fields, and version, catalogueVersion, cause and demo. Unknown fields are allowed. */
export const stateOf = <P extends TProperties>(fields: P) => Type.Object({ ...fields, ...STATE_FIELDS });
