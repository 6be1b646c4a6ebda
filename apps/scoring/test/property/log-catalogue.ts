import { type CatalogueDraft } from '#contracts';
import { heldOnTo } from '../overlap.js';

/** Departments before and after the merger of 1 March 2025, one that stays until then alone, and provinces with their peers. */
export const DEPARTMENTS = ['SKHDT', 'STC', 'STNMT', 'SXD'] as const;
export const MERGED = 'STC25';
export const PROVINCES = ['TN', 'T01', 'T04', 'T22'] as const;
export const MONTHLY = ['SVC.ONTIME', 'SVC.RETURN', 'SVC.SATIS'] as const;
/** A year's plan, a week's days, a count that is shown and not scored, and a value of the province. */
export const OTHERS = ['TASK.PLAN', 'ENT.DAYS', 'SVC.OVERDUE', 'ENT.ONTIME'] as const;
const UNITS = new Set<string>([...DEPARTMENTS, MERGED, ...PROVINCES, 'TN25', 'SNNMT25', 'SXD25']);
const INDICATORS = new Set<string>([...MONTHLY, ...OTHERS]);
const MERGING = new Set<string>(['SKHDT', 'STC']);
const LAST_DAY = '2025-02-28';
/** Kinds that decide nothing in scoring. */
const LEFT_OUT = new Set(['responsibility', 'position', 'group-member', 'publication']);

/** The catalogue that is carried, cut down to what the logs speak of: the same rules over fewer units. */
export function smallCatalogue(drafts: readonly CatalogueDraft[]): CatalogueDraft[] {
  return [...drafts, ...ofProvince(drafts)].filter((draft) => {
    if (LEFT_OUT.has(draft.kind)) return false;
    if (draft.kind === 'unit') return UNITS.has(draft.code);
    const { attributes } = draft;
    if (draft.kind === 'peer-group-member') return UNITS.has(unitOf(attributes));
    if (draft.kind !== 'assignment') return true;
    return UNITS.has(unitOf(attributes)) && INDICATORS.has(textOf(attributes, 'indicator'));
  });
}

/** The carried catalogue has one value a year of the province whose department has a successor; here one a month. */
const ofProvince = (drafts: readonly CatalogueDraft[]): CatalogueDraft[] =>
  drafts
    .filter(({ kind, code }) => kind === 'assignment' && /^ENT.ONTIME:(SKHDT|STC25):reports:/.test(code))
    .map((draft) => ({
      ...draft,
      code: draft.code.replace(/[^:]+$/, 'TN'),
      attributes: { ...draft.attributes, forUnit: 'TN' },
    }));

const textOf = (attributes: object, name: string): string =>
  String((attributes as Readonly<Record<string, unknown>>)[name]);
const unitOf = (attributes: object): string => textOf(attributes, 'unit');

const ownerOf = (draft: CatalogueDraft): string =>
  draft.kind === 'unit' ? draft.code : unitOf(draft.attributes);

const isOfUnit = ({ kind }: CatalogueDraft): boolean =>
  kind === 'unit' || kind === 'assignment' || kind === 'peer-group-member';

/** A change of the catalogue that a log may hold at any place. */
export interface CatalogueChange {
  readonly name:
    | 'merger'
    | 'goalposts'
    | 'weight'
    | 'direction'
    | 'edition'
    | 'overlap'
    | 'overlap-ended'
    | 'node'
    | 'published-node'
    | 'unscored';
  readonly drafts: readonly CatalogueDraft[];
  readonly recordedAt: string;
}

/** The catalogue as it was before anybody knew of the merger; 2021 and 2022 have two editions of PAPI. */
export function beforeMerger(drafts: readonly CatalogueDraft[]): CatalogueDraft[] {
  return heldOnTo(drafts, 'PAPI-2019', '2022').flatMap((draft) => {
    if (!isOfUnit(draft)) return [draft];
    const owner = ownerOf(draft);
    if (owner === MERGED) return [];
    if (!MERGING.has(owner) || draft.validTo !== LAST_DAY) return [draft];
    const { validTo: _validTo, ...open } = draft;
    return [open];
  });
}

const changed = (draft: CatalogueDraft, attributes: object): CatalogueDraft => ({
  ...draft,
  attributes: { ...draft.attributes, ...attributes },
});

/** The changes that logs draw from; each stands alone, so any of them may be missing. */
export function catalogueChanges(drafts: readonly CatalogueDraft[]): CatalogueChange[] {
  const of = (kind: string, code: string) =>
    drafts.filter((draft) => draft.kind === kind && draft.code === code);
  const merger = drafts.filter(
    (draft) => isOfUnit(draft) && (ownerOf(draft) === MERGED || MERGING.has(ownerOf(draft))),
  );
  const nodesOf = ({ attributes }: CatalogueDraft) =>
    (attributes as { nodes: { code: string; weight?: number }[] }).nodes;
  const lead = of('edition', 'LEAD-2022').map((draft) => {
    const moved = nodesOf(draft).map((node) => (node.code === 'PCI.05' ? { ...node, weight: 40 } : node));
    return changed(draft, { nodes: moved });
  });
  const without = (code: string) =>
    drafts
      .filter((draft) => draft.kind === 'edition' && nodesOf(draft).some((node) => node.code === code))
      .map((draft) => changed(draft, { nodes: nodesOf(draft).filter((node) => node.code !== code) }));
  const weight = of('assignment', 'SVC.ONTIME:STNMT:reports:STNMT');
  return [
    { name: 'merger', drafts: merger, recordedAt: '2025-02-20T02:00:00.000Z' },
    {
      name: 'goalposts',
      drafts: of('goalposts', 'SVC.ONTIME:LEAD-2022').map((draft) => changed(draft, { lo: 50 })),
      recordedAt: '2024-12-02T02:00:00.000Z',
    },
    {
      name: 'weight',
      drafts: weight.map((draft) => changed(draft, { weight: 5 })),
      recordedAt: '2025-01-10T02:00:00.000Z',
    },
    {
      name: 'direction',
      drafts: of('indicator', 'SVC.RETURN').map((draft) => changed(draft, { direction: 'neutral' })),
      recordedAt: '2025-03-10T02:00:00.000Z',
    },
    { name: 'edition', drafts: lead, recordedAt: '2025-01-20T02:00:00.000Z' },
    {
      name: 'overlap',
      drafts: heldOnTo(drafts, 'LEAD-2022', '2025').filter((draft, at) => draft !== drafts[at]),
      recordedAt: '2025-01-15T02:00:00.000Z',
    },
    {
      name: 'overlap-ended',
      drafts: of('edition', 'PAPI-2019'),
      recordedAt: '2025-02-05T02:00:00.000Z',
    },
    {
      name: 'node',
      drafts: without('PAPI.5').filter(({ code }) => code.startsWith('LEAD')),
      recordedAt: '2025-02-03T02:00:00.000Z',
    },
    { name: 'published-node', drafts: without('PAPI.4.4'), recordedAt: '2025-04-14T02:00:00.000Z' },
    {
      name: 'unscored',
      drafts: of('indicator', 'SVC.SATIS').map((draft) => changed(draft, { scored: false })),
      recordedAt: '2025-03-24T02:00:00.000Z',
    },
  ];
}
