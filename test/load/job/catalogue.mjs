// The catalogue of the baselines' job: the least with which the service does to the generator's log what its peers do.
import { goalposts, INDICATORS, weightOf } from '../peers/generator/maths.mjs';
import { indicatorCode, unitCode } from '../peers/generator/generate.mjs';

const FROM = '2021-01-01';
const RECORDED_AT = '2021-01-01T00:00:00.000Z';
export const PROVINCE = 'P01';
export const GROUP = 'PG_SO';
/** One component that is its own index: a unit's weighted score over all of its indicators, as the peers compute it. */
export const COMPONENT = 'JOB';
const EDITION = 'LEAD-JOB';

const draft = (kind, code, attributes) => ({ kind, code, validFrom: FROM, attributes });
const named = (name) => ({ nameVi: name, nameEn: name });

const unit = (code, more) => draft('unit', code, { ...named(code), level: 'province', ...more });

const indicator = (code) =>
  draft('indicator', code, {
    ...named(code),
    index: COMPONENT,
    component: COMPONENT,
    kind: 'leading',
    unit: 'điểm',
    direction: 'up',
    scored: true,
    aggTime: 'last',
    frequency: 'month',
    // The months by which units are scored: a value is the score's own, and not that of the month before.
    periodRule: 'M15',
    dueRule: 'PE_3WD',
    feeds: [COMPONENT],
  });

const assignment = (code, of, weight) =>
  draft('assignment', `${code}:${of}:reports:${of}`, {
    indicator: code,
    unit: of,
    role: 'reports',
    forUnit: of,
    weight,
  });

const limits = (code, { min, max }) =>
  draft('goalposts', `${code}:${EDITION}`, {
    indicator: code,
    edition: EDITION,
    lo: min,
    hi: max,
    policy: 'fixed',
  });

const edition = draft('edition', EDITION, {
  index: 'LEAD',
  validFromPeriod: '2021-01',
  nodes: [
    {
      ...named(COMPONENT),
      code: COMPONENT,
      level: 'component',
      aggregation: 'weighted-mean',
      scaleMin: 1,
      scaleMax: 10,
    },
  ],
});

/** Every unit reports every indicator; all are departments of one province and peers of one another. */
export function jobCatalogue(units) {
  const codes = Array.from({ length: units }, (_, at) => unitCode(at));
  const indicators = Array.from({ length: INDICATORS }, (_, at) => at);
  return [
    unit(PROVINCE, { kind: 'province', reports: false }),
    draft('peer-group', GROUP, named(GROUP)),
    edition,
    ...codes.flatMap((code) => [
      unit(code, { kind: 'department', reports: true, parentCode: PROVINCE }),
      draft('peer-group-member', `${GROUP}:${code}`, { group: GROUP, unit: code }),
    ]),
    ...indicators.flatMap((at) => [
      indicator(indicatorCode(at)),
      limits(indicatorCode(at), goalposts(at)),
      ...codes.map((code) => assignment(indicatorCode(at), code, weightOf(at))),
    ]),
  ];
}

/** The drafts as they lie on the topic: one version of the catalogue, and its marker last. */
export function catalogueEntries(units) {
  const common = { version: 1, catalogueVersion: 1, cause: 'backfill', recordedAt: RECORDED_AT };
  const entries = jobCatalogue(units).map((each) => ({ ...each, ...common }));
  const { length: total } = entries;
  const marker = draft('catalogue-version', 'catalogue', { entries: total, total });
  return [...entries, { ...marker, ...common }];
}
