import { Inject, Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { CATALOGUE_KIND_NAMES, type CatalogueEntry, type CatalogueKind } from '#contracts';
import { type Day, periodContaining } from '#periods';
import { Database, type Tx } from '#persistence';
import { type CrossSection, foldSections } from '../cross-sections/cross-section.js';
import { DueCrossSections } from '../cross-sections/due-cross-sections.js';
import { crossSectionsOf, familyOf } from '../method/families.js';
import { LEAD } from '../method/score-cell.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { RescoreDueStore } from './rescore-due.store.js';

/** What a set of changed entries touches. */
interface Reach {
  readonly units: Set<string>;
  readonly indicators: Set<string>;
  readonly groups: Map<string, Set<string>>;
  all: boolean;
  from: Day;
  knownFrom: string;
}

/** Marks the units and cross-sections that a newer catalogue touches; the workers take them from there. */
@Injectable()
export class MarkCatalogueChanges {
  private marked = -1;

  constructor(
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(Database) private readonly database: Database,
    @Inject(RescoreDueStore) private readonly store: RescoreDueStore,
    @Inject(DueCrossSections) private readonly due: DueCrossSections,
  ) {}

  async execute(): Promise<void> {
    const { version } = this.catalogue;
    if (this.marked === version) return;
    await this.database.transaction(async (tx) => {
      const applied = await this.store.applied(tx);
      const changed = CATALOGUE_KIND_NAMES.flatMap((kind) => this.catalogue.all(kind)).filter(
        (entry) => entry.catalogueVersion > applied && entry.catalogueVersion <= version,
      );
      if (changed.length > 0) await this.mark(tx, this.withExpecting(reachOf(changed)));
      await this.store.apply(tx, version);
    });
    this.marked = version;
  }

  /** A score names the goalposts of what is expected and has not come, so a unit without a value is touched too. */
  private withExpecting(reach: Reach): Reach {
    for (const { attributes } of this.catalogue.all('assignment'))
      if (attributes.role === 'reports' && reach.indicators.has(attributes.indicator))
        reach.units.add(attributes.unit);
    return reach;
  }

  private async mark(tx: Tx, reach: Reach): Promise<void> {
    const { units, indicators, from, all } = reach;
    if (all || units.size + indicators.size > 0) await this.store.markChange(tx, reach);
    const sections = [
      ...(await this.indicatorSections(tx, [...indicators], from)),
      ...(await this.groupSections(tx, reach.groups, from)),
    ];
    await this.due.add(tx, foldSections(sections));
  }

  /** Direction, tolerance and goalposts of an indicator decide how its own series is judged. */
  private async indicatorSections(tx: Tx, indicators: string[], from: Day): Promise<CrossSection[]> {
    if (indicators.length === 0) return [];
    const nodes = this.publishedNodes();
    const found = await this.store.unitsOf(
      tx,
      indicators.filter((indicator) => !nodes.has(indicator)),
    );
    return found.flatMap(({ indicator, unit }) => {
      const rule = this.catalogue.history('indicator', indicator).at(-1)?.attributes.periodRule;
      if (!rule) return [];
      const period = periodContaining(rule, from);
      return this.familiesOf(unit).map((group) => ({
        ...section('indicator', indicator, '', rule, group),
        from: period.lastDay,
      }));
    });
  }

  /** Published components are judged as nodes of their index, in whatever year they were one. */
  private publishedNodes(): ReadonlySet<string> {
    const published = this.catalogue.all('edition').filter(({ attributes }) => attributes.index !== LEAD);
    return new Set(published.flatMap(({ attributes }) => attributes.nodes.map(({ code }) => code)));
  }

  /** Every family that a unit is ever in: on the day of the change it may not have begun. */
  private familiesOf(unit: string): string[] {
    const own = this.catalogue.all('peer-group-member').filter(({ attributes }) => attributes.unit === unit);
    const families = own.map(({ attributes }) => familyOf(unit, [attributes.group]));
    return families.length === 0 ? [unit] : [...new Set(families)];
  }

  private async groupSections(tx: Tx, groups: Reach['groups'], from: Day): Promise<CrossSection[]> {
    const sections: CrossSection[] = [];
    for (const [group, units] of groups) {
      const nodes = await this.store.nodesOf(tx, [...units]);
      const areProvinces = [...units].every((unit) =>
        this.catalogue.history('unit', unit).some(({ attributes }) => attributes.kind === 'province'),
      );
      const areEstimates = (index: string) => areProvinces && !this.rules.isPublishedIndex(index);
      for (const { index_code: index, component, period_rule: rule } of nodes)
        for (const each of areEstimates(index) ? [] : crossSectionsOf(group, [group])) {
          const kind = this.rules.nodeKind(component);
          sections.push({ ...section(kind, component, index, rule, each), from });
        }
    }
    return sections;
  }
}

const section = (
  subjectKind: CrossSection['subjectKind'],
  subject: string,
  index: string,
  rule: string,
  group: string,
): Omit<CrossSection, 'from'> => ({ subject, subjectKind, index, rule, group, at: '', cause: 'rescore' });

function reachOf(changed: readonly CatalogueEntry[]): Reach {
  const reach: Reach = {
    units: new Set(),
    indicators: new Set(),
    groups: new Map(),
    all: false,
    from: '9999-12-31',
    knownFrom: '',
  };
  for (const entry of changed) if (widen(reach, entry)) widenTime(reach, entry);
  return reach;
}

function widenTime(reach: Reach, { validFrom, recordedAt }: CatalogueEntry): void {
  if (validFrom < reach.from) reach.from = validFrom;
  if (recordedAt > reach.knownFrom) reach.knownFrom = recordedAt;
}

/** The kinds of entries that decide anything in scoring, and what they touch. */
const WIDEN: { [K in CatalogueKind]?: (reach: Reach, entry: CatalogueEntry<K>) => void } = {
  edition: (reach) => {
    reach.all = true;
  },
  unit: ({ units }, { code }) => {
    units.add(code);
  },
  indicator: ({ indicators }, { code }) => {
    indicators.add(code);
  },
  goalposts: ({ indicators }, { attributes }) => {
    indicators.add(attributes.indicator);
  },
  assignment: ({ units }, { attributes }) => {
    units.add(attributes.unit).add(attributes.forUnit);
  },
  'peer-group-member': ({ groups }, { attributes: { group, unit } }) => {
    groups.set(group, (groups.get(group) ?? new Set()).add(unit));
  },
};

/** True where the entry's kind decides anything in scoring. */
function widen(reach: Reach, entry: CatalogueEntry): boolean {
  const touch = WIDEN[entry.kind] as ((reach: Reach, entry: CatalogueEntry) => void) | undefined;
  touch?.(reach, entry);
  return touch !== undefined;
}
