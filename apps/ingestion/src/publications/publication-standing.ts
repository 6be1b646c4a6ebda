import { type CatalogueAttributes, type Cause, type Instant, type PublicationCompleted } from '#contracts';

/** A value of an index's total or component that has come in, as its newest revision says. */
export interface ReceivedValue {
  readonly indicator: string;
  readonly unit: string;
  readonly value: number;
  readonly cause: Cause;
  readonly knownFrom: Instant;
}

export interface PublicationMake {
  /** The node without parent, and the nodes right below it, of the period's edition. */
  readonly total: string;
  readonly components: readonly string[];
}

export type Results = PublicationCompleted['results'];

export interface Standing {
  readonly state: 'provisional' | 'completed';
  readonly expected: number;
  readonly received: number;
  readonly results: Results;
  readonly cause: 'live' | 'backfill';
  readonly knownFrom: Instant;
}

type Publication = CatalogueAttributes['publication'];

/**
 * How far the result of an index and year has come: a province is in once its total has come, or every component of
 * which the total is made; completed when all that are expected are in. Undefined while nothing has come.
 */
export function publicationStanding(
  publication: Publication,
  make: PublicationMake,
  values: readonly ReceivedValue[],
): Standing | undefined {
  if (values.length === 0) return undefined;
  const byUnit = Map.groupBy(values, ({ unit }) => unit);
  const received = [...byUnit.values()].filter((ofUnit) => isIn(ofUnit, make)).length;
  const expected = publication.expectedUnits ?? 0;
  return {
    state: expected > 0 && received >= expected ? 'completed' : 'provisional',
    expected,
    received,
    results: resultsOf(publication, make, byUnit),
    cause: values.every(({ cause }) => cause === 'backfill') ? 'backfill' : 'live',
    knownFrom: values.reduce((newest, { knownFrom }) => (knownFrom > newest ? knownFrom : newest), ''),
  };
}

function isIn(values: readonly ReceivedValue[], { total, components }: PublicationMake): boolean {
  const codes = new Set(values.map(({ indicator }) => indicator));
  return codes.has(total) || (components.length > 0 && components.every((code) => codes.has(code)));
}

/** What was published stands as it was published: the total that came in, with the rank and tier of the catalogue. */
function resultsOf(
  { published = [] }: Publication,
  { total }: PublicationMake,
  byUnit: ReadonlyMap<string, readonly ReceivedValue[]>,
): Results {
  const official = new Map(published.map((row) => [row.unit, row]));
  const units = [...new Set([...byUnit.keys(), ...official.keys()])].sort();
  return units.map((unit) => {
    const value =
      byUnit.get(unit)?.find(({ indicator }) => indicator === total)?.value ?? official.get(unit)?.value;
    const { rank, tierVi, tierEn } = official.get(unit) ?? {};
    return {
      unit,
      ...(value === undefined ? {} : { value }),
      ...(rank === undefined ? {} : { rank }),
      ...(tierVi === undefined ? {} : { tierVi }),
      ...(tierEn === undefined ? {} : { tierEn }),
    };
  });
}
