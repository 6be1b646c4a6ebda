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

/** `GET /callers`: who is acting and who can be chosen; `PUT /caller {person, position}` chooses (cookie). */
export const CallersResponseSchema = shape({
  current: ActorSchema,
  choosable: yes('true on loopback, while there is no sign-in'),
  actors: many(ActorSchema, 'FOCAL first, then leaders, then units'),
});
export type CallersResponse = Static<typeof CallersResponseSchema>;

/** Body of `PUT /caller`. */
export const ChooseCallerSchema = shape({ person: words('Person id'), position: words('Position code') });
export type ChooseCaller = Static<typeof ChooseCallerSchema>;
