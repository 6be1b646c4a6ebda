import { Inject, Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type CatalogueAttributes, splitIndex } from '#contracts';
import { addDays, type Day, type Period, periodOf } from '#periods';
import { type Edition, editionsFor } from '#scoring-engine';
import { type ExpectedRow, ExpectedRows } from './expected-rows.js';
import { familyOf } from './families.js';
import { editionOf, type HeldEdition, heldEditions } from './held-edition.js';
import { LEAD } from './score-cell.js';

export type Indicator = CatalogueAttributes['indicator'] & { readonly code: string };

/** Whether values of it enter unit scores; what does not, is shown and judged, but brings no score about. */
export const entersUnitScores = ({ scored, feeds = [] }: Indicator): boolean => scored && feeds.length > 0;

/**
 * What the catalogue says about scoring, remembered per period until the catalogue changes: a slice asks the same
 * question hundreds of times.
 */
@Injectable()
export class ScoringRules {
  private memory = new Map<string, unknown>();
  private memoryOf = -1;

  constructor(@Inject(Catalogue) private readonly catalogue: Catalogue) {}

  get version(): number {
    return this.catalogue.version;
  }

  /** When the newest version of the catalogue was recorded. */
  get since(): string {
    return this.remember('since', () =>
      this.catalogue
        .all('catalogue-version')
        .reduce((newest, { recordedAt }) => (recordedAt > newest ? recordedAt : newest), ''),
    );
  }

  /** The indicator as it holds on the last day of the period; undefined where the catalogue has none. */
  indicator(code: string, period: string): (Indicator & { period: Period }) | undefined {
    return this.remember(`i|${code}|${period}`, () => {
      const [first] = this.catalogue.history('indicator', code);
      if (!first) return undefined;
      const dated = periodOf(first.attributes.periodRule, period);
      const entry = this.catalogue.on('indicator', code, dated.lastDay) ?? first;
      return { ...entry.attributes, code, period: dated };
    });
  }

  /** How the periods of an indicator are cut; undefined where the catalogue has no such indicator. */
  periodRule(indicator: string): string | undefined {
    return this.catalogue.history('indicator', indicator)[0]?.attributes.periodRule;
  }

  indicatorOn(code: string, day: Day): Indicator | undefined {
    return this.remember(`n|${code}|${day}`, () => {
      const found = this.catalogue.indicatorOn(code, day);
      return found && { ...found.attributes, code };
    });
  }

  /** The newest edition of an index that holds for a period; it leads where there are others. */
  edition(index: string, period: string): Edition | undefined {
    return this.editions(index, period)[0]?.edition;
  }

  /** Every edition of an index that holds for a period, the leading one first. */
  editions(index: string, period: string): readonly HeldEdition[] {
    return this.remember(`e|${index}|${period}`, () =>
      heldEditions(editionsFor(this.editionsOf(index), index, period)),
    );
  }

  /** Every edition of an index, whatever its periods, as its newest row says. */
  editionsOf(index: string): readonly Edition[] {
    return this.remember(`a|${index}`, () => {
      const entries = this.catalogue.all('edition').filter(({ attributes }) => attributes.index === index);
      return [...new Map(entries.map((entry) => [entry.code, editionOf(entry)])).values()];
    });
  }

  /** Whether it comes from outside, by editions of its own; scores of units are under the editions of LEAD. */
  isPublishedIndex(code: string): boolean {
    return this.editedIndex(code) !== LEAD;
  }

  /** The index that has the editions under which scores of this one are made. */
  editedIndex(code: string): string {
    const { index } = splitIndex(code);
    return this.editionsOf(index).length > 0 ? index : LEAD;
  }

  /** What a node of any edition is; a root may be a component that is its own index. */
  nodeKind(component: string): 'index' | 'component' {
    return this.remember(`k|${component}`, () => {
      const nodes = this.catalogue.all('edition').flatMap(({ attributes }) => attributes.nodes);
      return nodes.some(({ code, level }) => code === component && level === 'index') ? 'index' : 'component';
    });
  }

  /** A province's own estimate is compared with nobody: it is a family, and a group, of its own. */
  isEstimate(unit: string, index: string, day: Day): boolean {
    return !this.isPublishedIndex(index) && this.isProvince(unit, day);
  }

  /** The published index that a value of this indicator enters as a node, under some edition of the period. */
  publishedIn(indicator: string, period: string): string | undefined {
    return this.remember(`p|${indicator}|${period}`, () => {
      const index = this.indicator(indicator, period)?.index;
      if (index === undefined) return undefined;
      const isNode = ({ edition }: HeldEdition) => edition.nodes.some(({ code }) => code === indicator);
      return this.editions(index, period).some(isNode) ? index : undefined;
    });
  }

  /** What a unit is expected to give for a score period: its own values, and those of the province that it answers. */
  expected(unit: string, period: Period, edition: string): readonly ExpectedRow[] {
    return this.remember(`x|${unit}|${period.rule}|${period.id}|${edition}`, () => {
      const day = period.lastDay;
      const own = this.catalogue.assignmentsOf({ forUnit: unit, role: 'reports' }, day);
      const answered = this.catalogue
        .assignmentsOf({ unit, role: 'answers' }, day)
        .filter(({ attributes }) => attributes.forUnit !== unit)
        .flatMap(({ attributes: { indicator, forUnit } }) =>
          this.catalogue.assignmentsOf({ indicator, forUnit, role: 'reports' }, day),
        );
      const rows = (this.isProvince(unit, day) ? [] : own).concat(answered);
      const made = this.remember('x', () => new ExpectedRows(this.catalogue));
      return rows.flatMap(({ attributes }) => made.of(attributes, edition, day) ?? []);
    });
  }

  /** Which way an indicator is ranked among peers; undefined where it is only shown. */
  rankedBy(indicator: string, day: Day): 'up' | 'down' | undefined {
    const found = this.indicatorOn(indicator, day);
    if (found?.kind !== 'leading' || !found.scored || found.direction === 'neutral') return undefined;
    return found.direction;
  }

  /** The units for which somebody reports the indicator on a day. */
  reporters(indicator: string, day: Day): ReadonlySet<string> {
    return this.remember(
      `r|${indicator}|${day}`,
      () =>
        new Set(
          this.catalogue
            .assignmentsOf({ indicator, role: 'reports' }, day)
            .map(({ attributes }) => attributes.forUnit),
        ),
    );
  }

  exists(unit: string, day: Day): boolean {
    return this.catalogue.unitOn(unit, day) !== undefined;
  }

  /** A unit with a row of its own in scores and ranks: it reports, by the catalogue. */
  hasScores(unit: string, day: Day): boolean {
    return this.catalogue.unitOn(unit, day)?.attributes.reports === true;
  }

  isProvince(unit: string, day: Day): boolean {
    return this.catalogue.unitOn(unit, day)?.attributes.kind === 'province';
  }

  /** The province that a unit belongs to on a day. */
  provinceOf(unit: string, day: Day): string | undefined {
    return this.remember(`v|${unit}|${day}`, () => {
      let at: string | undefined = unit;
      for (let steps = 0; at !== undefined && steps < 6; steps++) {
        if (this.isProvince(at, day)) return at;
        at = this.catalogue.unitOn(at, day)?.attributes.parentCode;
      }
      return undefined;
    });
  }

  peerGroups(unit: string, day: Day): readonly string[] {
    return this.remember(`g|${unit}|${day}`, () => [...this.catalogue.peerGroupsOf(unit, day)].sort());
  }

  /** The family in which a unit is judged under an index (none for an indicator) for a period that ends on a day. */
  family(unit: string, index: string, day: Day): string {
    if (index !== '' && this.isEstimate(unit, index, day)) return unit;
    return this.remember(`f|${unit}|${day}`, () =>
      familyOf(unit, this.peerGroups(unit, this.standingDay(unit, day))),
    );
  }

  /**
   * Every peer group and family that a unit is in at some time: what moves in it on a day moves its windows of later
   * days, whatever it is in by then, and the forecasts of a family that it has left.
   */
  crossSections(unit: string): readonly string[] {
    return this.remember(`c|${unit}`, () => {
      const days = this.catalogue
        .all('peer-group-member')
        .filter(({ attributes }) => attributes.unit === unit)
        .flatMap(({ validFrom, validTo }) => [validFrom, ...(validTo ? [addDays(validTo, 1)] : [])])
        .concat(this.catalogue.history('unit', unit).map(({ validFrom }) => validFrom));
      const groups = days.flatMap((day) => [...this.peerGroups(unit, day), this.family(unit, '', day)]);
      return groups.length === 0 ? [unit] : [...new Set(groups)].sort();
    });
  }

  /** The families among them. */
  families(unit: string): readonly string[] {
    return this.remember(`j|${unit}`, () => this.familiesOf(this.crossSections(unit)));
  }

  /** The families that groups are of; some are of none, and a unit that is in no family is one of its own. */
  familiesOf(groups: readonly string[]): string[] {
    const families = groups.map((group) => (this.isPeerGroup(group) ? familyOf('', [group]) : group));
    return [...new Set(families)].filter((family) => family !== '');
  }

  isPeerGroup(code: string): boolean {
    return this.catalogue.history('peer-group', code).length > 0;
  }

  members(group: string, day: Day): readonly string[] {
    return this.remember(`m|${group}|${day}`, () => [...this.catalogue.membersOf(group, day)].sort());
  }

  /** @param edition  of the unit scores; the leading one where none is named */
  goalposts(
    indicator: string,
    period: Period,
    edition = this.edition(LEAD, period.id)?.id,
  ): { lo: number; hi: number } | undefined {
    return this.remember(`h|${indicator}|${period.rule}|${period.id}|${edition}`, () => {
      const found = edition && this.catalogue.goalpostsOf(indicator, edition, period.lastDay);
      return found ? { lo: found.lo, hi: found.hi } : undefined;
    });
  }

  /** The day, or where the unit does not exist on it the nearest one on which it does. */
  private standingDay(unit: string, day: Day): Day {
    const entries = this.catalogue.history('unit', unit);
    if (entries.length === 0 || this.exists(unit, day)) return day;
    const ended = entries
      .flatMap(({ validTo }) => (validTo !== undefined && validTo < day ? validTo : []))
      .sort();
    return ended.at(-1) ?? entries[0]!.validFrom;
  }

  private remember<T>(key: string, find: () => T): T {
    if (this.memoryOf !== this.catalogue.version) {
      this.memory = new Map();
      this.memoryOf = this.catalogue.version;
    }
    const known = this.memory.get(key);
    if (known !== undefined || this.memory.has(key)) return known as T;
    const found = find();
    this.memory.set(key, found);
    return found;
  }
}
