import { catalogueDrafts } from '../../../../deploy/seed/catalogue/catalogue.mjs';

/** Departments, districts and their province, all there from 2021 to the end of 2024. */
export const UNITS = ['SXD', 'STNMT', 'SCT', 'SNV', 'H164', 'H165', 'H167', 'H168'];
const PROVINCE = 'TN';
/** Ratios of several periods and components; the first is what an alert watches. */
export const INDICATORS = [
  'TASK.ONTIME',
  'SVC.ONTIME',
  'SVC.ONLINE',
  'SVC.SATIS',
  'SVC.FULL',
  'INV.DISB.PROV',
];

const units = new Set([...UNITS, PROVINCE]);
const indicators = new Set(INDICATORS);
const WHOLE = new Set(['component', 'period-rule', 'due-rule', 'calendar-day', 'peer-group']);

/** What stays of each kind; kinds that are not named here are left out. */
const KEPT = {
  unit: ({ code }) => units.has(code),
  indicator: ({ code }) => indicators.has(code),
  edition: ({ attributes }) => attributes.index === 'LEAD',
  'peer-group-member': ({ attributes }) => units.has(attributes.unit),
  'group-member': ({ attributes }) => units.has(attributes.member),
  assignment: ({ attributes }) =>
    indicators.has(attributes.indicator) && units.has(attributes.unit) && units.has(attributes.forUnit),
  goalposts: ({ attributes }) => indicators.has(attributes.indicator),
  position: ({ attributes }) => units.has(attributes.unit),
};

/** The part of the shipped catalogue that the failure tests run on: a few hundred entries instead of seven thousand. */
export const smallCatalogue = () =>
  catalogueDrafts().filter((draft) => WHOLE.has(draft.kind) || KEPT[draft.kind]?.(draft));
