import { maybe, many, shape, whole, words, type Static } from './described.js';

/** RFC 9457 problem details; `code` is stable and is what a program should look at. */
export const ProblemSchema = shape({
  type: words('`https://chiso.example/problems/<code>`'),
  title: words('Short'),
  status: whole('HTTP status'),
  detail: words('A sentence that says what to do'),
  code: words('e.g. `unit.unknown`, `body.too-large`, `service.away`'),
  errors: maybe(
    many(
      shape({ code: words('Code'), field: maybe(words('Field')), detail: words('Sentence') }),
      'Several faults',
    ),
  ),
});
export type Problem = Static<typeof ProblemSchema>;
