import { readFileSync } from 'node:fs';
import { aggregateRow } from './aggregate.js';
import { isPresent } from './column.js';
import { denominate } from './denominate.js';
import { imputeColumn } from './impute.js';
import { kurtosis, skewness } from './moments.js';
import { normaliseColumn } from './normalise.js';
import { competitionRank } from './rank.js';
import { treatColumn } from './treat.js';

type Numbers = readonly (number | null)[];
type Table = Readonly<Record<string, Numbers>>;

interface AsemOracle {
  readonly source: string;
  readonly tolerance: number;
  readonly meta: {
    readonly iCode: readonly string[];
    readonly Parent: readonly (string | null)[];
    readonly Direction: Numbers;
    readonly Weight: Numbers;
    readonly Type: readonly string[];
    readonly Denominator: readonly (string | null)[];
  };
  readonly raw: Table & { readonly uCode: readonly string[]; readonly EurAsia_group: readonly string[] };
  readonly denominated: Table & { readonly uCode: readonly string[] };
  readonly imputed: Table;
  readonly treatment_table: Table & { readonly iCode: readonly string[] };
  readonly treated: Table;
  readonly normalised: Table;
  readonly aggregated: Table;
  readonly ranks: Table;
}

const asem = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../test/oracles/scoring/coinr_asem_base.json`, 'utf8'),
) as AsemOracle;

const column = (numbers: Numbers | undefined) => (numbers ?? []).map((value) => value ?? undefined);
const indicators = asem.meta.iCode.filter((_, at) => asem.meta.Type[at] === 'Indicator');
/** Raw data stand in another order of units than the tables made from them. */
const places = asem.denominated.uCode.map((unit) => asem.raw.uCode.indexOf(unit));
const rawColumn = (code: string) => places.map((at) => asem.raw[code]![at] ?? undefined);
const groups = places.map((at) => asem.raw.EurAsia_group[at]);
const metaOf = (code: string) => asem.meta.iCode.indexOf(code);

/** Largest difference, relative for values above 1; a hole on one side only is infinitely far. */
function distance(actual: readonly (number | undefined)[], expected: Numbers | undefined): number {
  const gaps = column(expected).map((value, at) => {
    const mine = actual[at];
    if (value === undefined || mine === undefined) return value === mine ? 0 : Infinity;
    return Math.abs(mine - value) / Math.max(1, Math.abs(value));
  });
  return Math.max(...gaps);
}

describe('ASEM sustainable connectivity, coinr_asem_base.json (COINr @b9682034, run in R)', () => {
  it.each(indicators)('%s is denominated, imputed, treated and normalised as there', (code) => {
    const by = asem.meta.Denominator[metaOf(code)];
    const denominated = by ? denominate(rawColumn(code), rawColumn(by)) : rawColumn(code);
    expect(distance(denominated, asem.denominated[code])).toBeLessThan(asem.tolerance);

    const imputed = imputeColumn(denominated, 'group-mean', groups).values;
    expect(distance(imputed, asem.imputed[code])).toBeLessThan(asem.tolerance);

    const treated = treatColumn(imputed, 'winsorise-or-log', code);
    expect(distance(treated.values, asem.treated[code])).toBeLessThan(asem.tolerance);

    const direction = asem.meta.Direction[metaOf(code)] === -1 ? 'down' : 'up';
    const normalised = normaliseColumn(
      treated.values,
      { method: 'min-max', scale: [0, 100], direction },
      code,
    );
    expect(distance(normalised, asem.normalised[code])).toBeLessThan(asem.tolerance);
  });

  it.each(asem.treatment_table.iCode.map((code, at) => [code, at] as const))(
    '%s has the same skewness, kurtosis and number of winsorised points',
    (code, at) => {
      const imputed = column(asem.imputed[code]);
      const values = imputed.filter(isPresent);
      const table = asem.treatment_table;
      expect(
        distance(
          [skewness(values), kurtosis(values)],
          [table['check_SkewKurt0.Skew']![at]!, table['check_SkewKurt0.Kurt']![at]!],
        ),
      ).toBeLessThan(asem.tolerance);
      expect(treatColumn(imputed, 'winsorise', code).winsorised).toBe(table['winsorise.nwin']![at] ?? 0);
    },
  );

  it('is aggregated by weighted arithmetic means over three levels, and ranked', () => {
    const levels = new Map<string, readonly (number | undefined)[]>(
      indicators.map((code) => [code, column(asem.normalised[code])]),
    );
    const aggregates = Object.keys(asem.aggregated).filter((code) => code !== 'uCode');
    for (const code of aggregates) {
      const children = asem.meta.iCode.filter((_, at) => asem.meta.Parent[at] === code);
      const scores = column(asem.aggregated[code]).map((_, unit) =>
        aggregateRow(
          'arithmetic',
          children.map((child) => ({
            score: levels.get(child)![unit]!,
            weight: asem.meta.Weight[metaOf(child)]!,
          })),
        ),
      );
      levels.set(code, scores);
      expect(distance(scores, asem.aggregated[code])).toBeLessThan(asem.tolerance);
      const ranked = competitionRank(scores.map((value, unit) => ({ unit: String(unit), value })));
      const ranks = new Map(ranked.map((row) => [row.unit, row.rank]));
      expect(scores.map((_, unit) => ranks.get(String(unit)))).toEqual(asem.ranks[code]);
    }
  });
});
