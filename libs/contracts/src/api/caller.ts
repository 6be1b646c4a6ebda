import { many, maybe, shape, words, yes, type Static } from './described.js';
import { PositionReferenceSchema, UnitReferenceSchema } from './reference.js';

/** Somebody to act as; `person` is an opaque id, two people may hold one position. */
export const ActorSchema = shape({
  person: words('Opaque person id, e.g. `demo-focal-1`'),
  position: PositionReferenceSchema,
  unit: maybe(UnitReferenceSchema),
  rights: many(words('office, operator, seed, …'), 'Rights'),
  header: words('Value for `X-Chiso-Act-As`'),
});
export type Actor = Static<typeof ActorSchema>;

/** Somebody who can be chosen, as a list shows it. */
export const ActorChoiceSchema = shape({
  header: words('Value for `X-Chiso-Act-As`'),
  nameVi: words('Position in Vietnamese'),
  nameEn: words('Position in English'),
});
export type ActorChoice = Static<typeof ActorChoiceSchema>;

/** `GET /callers?search`: who is acting and who can be chosen; `PUT /caller {person, position}` chooses (cookie). */
export const CallersResponseSchema = shape({
  current: ActorSchema,
  choosable: yes('true on loopback, while there is no sign-in'),
  actors: many(ActorChoiceSchema, 'FOCAL first, then leaders, then units'),
});
export type CallersResponse = Static<typeof CallersResponseSchema>;

/** Body of `PUT /caller`. */
export const ChooseCallerSchema = shape({ person: words('Person id'), position: words('Position code') });
export type ChooseCaller = Static<typeof ChooseCallerSchema>;
