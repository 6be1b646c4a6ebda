import { OBLIGATION_STATES } from '../events/obligation.js';
import { SUBJECT_KINDS } from '../events/cross-section.js';
import { Type } from '../schema.js';
import {
  at,
  choice,
  demoField,
  inPeriod,
  many,
  maybe,
  onDay,
  shape,
  whole,
  words,
  type Static,
} from './described.js';
import { TrendViewSchema } from './marks.js';
import { NamedSchema, UnitReferenceSchema } from './reference.js';

const next = () => maybe(words('Cursor of the next page; absent on the last'));

/** `GET /units` `/indicators` `/editions` `/responsibilities` (`?on=DATE`): the catalogue as it held on that day. */
export const CatalogueItemSchema = shape({
  code: words('Code'),
  validFrom: onDay('First day'),
  validTo: maybe(onDay('Last day, included; absent is open')),
  attributes: Type.Record(Type.String(), Type.Unknown(), {
    description: 'Fields of the kind, as on the topic `chiso.catalogue.v1`',
  }),
  version: whole('Version of the entry'),
  catalogueVersion: whole('Catalogue version that made it'),
  recordedAt: at('When it was entered'),
});
/** The attributes of a kind are `CatalogueAttributes[kind]`. */
export type CatalogueItem<A = Record<string, unknown>> = Omit<
  Static<typeof CatalogueItemSchema>,
  'attributes'
> & {
  attributes: A;
};
export const CatalogueListResponseSchema = shape({
  on: onDay('The day asked for; today where none was given'),
  items: many(CatalogueItemSchema, 'By code'),
});
export interface CatalogueListResponse<A = Record<string, unknown>> {
  on: string;
  items: CatalogueItem<A>[];
}

/** A row of `GET /trends?unit&index&verdict`. */
export const TrendRowSchema = shape({
  subject: NamedSchema,
  subjectKind: choice(SUBJECT_KINDS, 'index, component or indicator'),
  index: maybe(words('Index of a node')),
  unit: UnitReferenceSchema,
  period: inPeriod('Newest period of the series'),
  periodRule: words('Rule'),
  trend: TrendViewSchema,
  family: maybe(words('Family within which false discoveries were controlled')),
  version: whole('Version'),
  knownFrom: at('Known from'),
  demo: demoField(),
});
export type TrendRow = Static<typeof TrendRowSchema>;
export const TrendListResponseSchema = shape({
  items: many(TrendRowSchema, 'Newest period of each series; worsening first'),
  next: next(),
});
export type TrendListResponse = Static<typeof TrendListResponseSchema>;

/** A row of `GET /obligations?unit&state`. */
export const ObligationViewSchema = shape({
  id: words('Obligation id'),
  indicator: NamedSchema,
  unit: UnitReferenceSchema,
  reportingUnit: UnitReferenceSchema,
  scoredUnit: words('Unit that answers'),
  period: inPeriod('Period'),
  state: choice(OBLIGATION_STATES, 'late begins after the grace'),
  dueAt: at('Due'),
  graceEndsAt: at('Grace ends'),
  receivedAt: maybe(at('Received')),
  receivedLate: maybe(Type.Boolean({ description: 'Received after the grace' })),
  reason: maybe(words('Why it ended')),
  version: whole('Version'),
  demo: demoField(),
});
export type ObligationView = Static<typeof ObligationViewSchema>;
export const ObligationListResponseSchema = shape({
  counts: shape({
    expected: whole('Not due yet or in grace'),
    received: whole('In'),
    late: whole('Past due and grace'),
    ended: whole('Closed without a report'),
  }),
  items: many(ObligationViewSchema, 'Latest due first'),
  next: next(),
});
export type ObligationListResponse = Static<typeof ObligationListResponseSchema>;
