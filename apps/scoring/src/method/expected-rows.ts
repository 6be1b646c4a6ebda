import { type Catalogue } from '#catalogue';
import { type CatalogueAttributes, type Day } from '#contracts';
import { type ExpectedIndicator } from '#scoring-engine';

/** An indicator that a unit is expected to give on a day, without its values. */
export interface ExpectedRow extends Omit<ExpectedIndicator, 'periods'> {
  readonly periodRule: string;
  /** Key of the series in a unit's window. */
  readonly series: string;
}

interface Made {
  readonly attributes: CatalogueAttributes['indicator'];
  readonly goalposts: CatalogueAttributes['goalposts'] | undefined;
  readonly row: ExpectedRow;
}

export const seriesKey = (indicator: string, unit: string): string => `${indicator}|${unit}`;

/** The expected rows of one catalogue; what holds for twenty years is one row, not one in each of its months. */
export class ExpectedRows {
  private readonly made = new Map<string, Made>();

  constructor(private readonly catalogue: Catalogue) {}

  /** The row of an assignment as it holds on a day; undefined for what enters no unit score. */
  of(
    { indicator, forUnit, weight }: CatalogueAttributes['assignment'],
    edition: string,
    day: Day,
  ): ExpectedRow | undefined {
    const attributes = this.catalogue.on('indicator', indicator, day)?.attributes;
    if (!attributes || weight === undefined) return undefined;
    const goalposts = this.catalogue.goalpostsOf(indicator, edition, day);
    const key = `${edition}|${indicator}|${forUnit}|${weight}`;
    const known = this.made.get(key);
    if (known?.attributes === attributes && known.goalposts === goalposts) return known.row;
    const { kind, scored, direction, feeds, aggTime, ratioFactor, frequency, periodRule } = attributes;
    if (kind !== 'leading' || !scored || direction === 'neutral' || !feeds?.length) return undefined;
    const row: ExpectedRow = {
      indicator,
      forUnit,
      weight,
      feeds,
      direction,
      aggTime,
      frequency,
      periodRule,
      series: seriesKey(indicator, forUnit),
      ...(ratioFactor === undefined ? {} : { ratioFactor }),
      ...(goalposts ? { goalposts: { lo: goalposts.lo, hi: goalposts.hi } } : {}),
    };
    this.made.set(key, { attributes, goalposts, row });
    return row;
  }
}
