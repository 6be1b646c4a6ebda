import Type, { type Static, type TProperties, type TSchema } from 'typebox';
import { RATINGS, STRENGTHS, VERDICTS } from '../events/cross-section.js';
import { day, instant, oneOf, periodId } from '../schema.js';

export type { Static };

/** Fields of an answer, each with the sentence that the API page shows; one definition gives type and schema. */
export const words = (description: string) => Type.String({ description });
export const real = (description: string) => Type.Number({ description });
export const whole = (description: string) => Type.Integer({ description });
export const yes = (description: string) => Type.Boolean({ description });
export const at = (description: string) => ({ ...instant(), description });
export const onDay = (description: string) => ({ ...day(), description });
export const inPeriod = (description: string) => ({ ...periodId(), description });
export const choice = <const T extends readonly string[]>(values: T, description: string) => ({
  ...oneOf(values),
  description,
});
export const many = <S extends TSchema>(items: S, description: string) => Type.Array(items, { description });
/** Absent where there is nothing to say; never null. */
export const maybe = <S extends TSchema>(schema: S) => Type.Optional(schema);
export const shape = <P extends TProperties>(properties: P, description?: string) =>
  Type.Object(properties, description ? { description } : {});

export const ratingField = () =>
  choice(
    RATINGS,
    'green on track · yellow behind but improving or close · red behind · no-data past due · unrated',
  );
export const verdictField = () => choice(VERDICTS, 'Direction of the series; insufficient under 4 points');
export const strengthField = () =>
  choice(STRENGTHS, 'robust: also after pre-whitening · indicative: the first test only · none');
export const demoField = () =>
  Type.Optional(
    Type.Boolean({ description: 'Present and true where a synthetic value is among the inputs' }),
  );
