import { type CatalogueAttributes, type CatalogueEntry, type CatalogueKind, type Day } from '#contracts';
import { periodOf, WorkingCalendar } from '#periods';

type Dated = { readonly validFrom: Day; readonly validTo?: Day | undefined };
type AssignmentEntry = CatalogueEntry<'assignment'>;
type Role = CatalogueAttributes['assignment']['role'];

const holdsOn = (entry: Dated, day: Day): boolean =>
  entry.validFrom <= day && (entry.validTo === undefined || entry.validTo >= day);

/** `YYYY-MM` in which a year, half, quarter, month, week or day ends, so that periods of any length compare. */
function lastMonthOf(period: string): string {
  const year = period.slice(0, 4);
  const part = period.slice(5);
  if (part.startsWith('Q')) return `${year}-${String(3 * Number(part[1])).padStart(2, '0')}`;
  if (part.startsWith('W')) return periodOf('WEEK_ISO', period).lastDay.slice(0, 7);
  if (part.startsWith('H')) return `${year}-${String(6 * Number(part[1])).padStart(2, '0')}`;
  return `${year}-${part === '' ? '12' : part.slice(0, 2)}`;
}

/** Indexes that are made on first use and dropped with every change. */
interface Indexes {
  assignmentsByUnit: Map<string, AssignmentEntry[]>;
  assignmentsByForUnit: Map<string, AssignmentEntry[]>;
  assignmentsByIndicator: Map<string, AssignmentEntry[]>;
  groupsByUnit: Map<string, CatalogueEntry<'peer-group-member'>[]>;
  membersByGroup: Map<string, CatalogueEntry<'peer-group-member'>[]>;
  editionsByIndex: Map<string, CatalogueEntry<'edition'>[]>;
  leads: Map<string, CatalogueEntry<'responsibility'>[]>;
  calendar: WorkingCalendar;
}

/** The catalogue in memory: every dated entry in its newest version, and the questions that services ask of it. */
export class Catalogue {
  private readonly byKind = new Map<CatalogueKind, Map<string, CatalogueEntry[]>>();
  private readonly listeners: ((changed: readonly CatalogueEntry[]) => void)[] = [];
  private pending: CatalogueEntry[] = [];
  private known: Indexes | undefined;
  private applied = 0;
  /** Dated entries but for the markers. */
  private entries = 0;

  /** The newest version of which every entry has been applied. */
  get version(): number {
    return this.applied;
  }

  /** How many entries the newest version's marker counts that are not here: its topic has lost them. */
  get missing(): number {
    const total = this.all('catalogue-version').at(-1)?.attributes.total;
    if (total === undefined) return 0;
    return Math.max(0, total - this.entries);
  }

  /**
   * Applies entries in any order; an older version of an entry changes nothing. Listeners hear of them when the
   * marker of their catalogue version has come.
   */
  apply(entries: readonly CatalogueEntry[]): void {
    for (const entry of entries) {
      if (this.put(entry)) this.pending.push(entry);
      if (entry.kind === 'catalogue-version') this.complete(entry.catalogueVersion);
    }
  }

  onChange(listener: (changed: readonly CatalogueEntry[]) => void): void {
    this.listeners.push(listener);
  }

  /** Every dated entry of a kind. */
  all<K extends CatalogueKind>(kind: K): readonly CatalogueEntry<K>[] {
    return [...(this.byKind.get(kind)?.values() ?? [])].flat() as unknown as CatalogueEntry<K>[];
  }

  /** The entries of a kind that hold on the day. */
  allOn<K extends CatalogueKind>(kind: K, day: Day): CatalogueEntry<K>[] {
    return this.all(kind).filter((entry) => holdsOn(entry, day));
  }

  /** All dated rows of one code, oldest first. */
  history<K extends CatalogueKind>(kind: K, code: string): readonly CatalogueEntry<K>[] {
    return (this.byKind.get(kind)?.get(code) ?? []) as unknown as CatalogueEntry<K>[];
  }

  /** The entry of a code that holds on the day. */
  on<K extends CatalogueKind>(kind: K, code: string, day: Day): CatalogueEntry<K> | undefined {
    return this.history(kind, code).findLast((entry) => holdsOn(entry, day));
  }

  indicatorOn(code: string, day: Day): CatalogueEntry<'indicator'> | undefined {
    return this.on('indicator', code, day);
  }

  unitOn(code: string, day: Day): CatalogueEntry<'unit'> | undefined {
    return this.on('unit', code, day);
  }

  periodRule(code: string): CatalogueAttributes['period-rule'] | undefined {
    return this.history('period-rule', code).at(-1)?.attributes;
  }

  dueRule(code: string): CatalogueAttributes['due-rule'] | undefined {
    return this.history('due-rule', code).at(-1)?.attributes;
  }

  /** The edition of an index (PCI, PAPI, LEAD, …) that leads in a period: the newest of those that hold for it. */
  editionOf(index: string, period: string): CatalogueEntry<'edition'> | undefined {
    return this.editionsOf(index, period)[0];
  }

  /** Every edition of an index that holds for a period, the newest first: a year in which two overlap has both. */
  editionsOf(index: string, period: string): CatalogueEntry<'edition'>[] {
    const month = lastMonthOf(period);
    return (this.indexes.editionsByIndex.get(index) ?? []).filter(
      ({ attributes: { validFromPeriod, validToPeriod } }) =>
        validFromPeriod <= month && (validToPeriod === undefined || lastMonthOf(validToPeriod) >= month),
    );
  }

  /** Assignments on a day, by whichever of unit, forUnit, indicator and role are given; one of the first three must be. */
  assignmentsOf(
    where: { unit?: string; forUnit?: string; indicator?: string; role?: Role },
    day: Day,
  ): AssignmentEntry[] {
    const { assignmentsByUnit, assignmentsByForUnit, assignmentsByIndicator } = this.indexes;
    const candidates =
      (where.unit !== undefined && assignmentsByUnit.get(where.unit)) ||
      (where.forUnit !== undefined &&
        where.indicator === undefined &&
        assignmentsByForUnit.get(where.forUnit)) ||
      (where.indicator !== undefined && assignmentsByIndicator.get(where.indicator)) ||
      [];
    return candidates.filter(
      (entry) =>
        holdsOn(entry, day) &&
        (where.unit === undefined || entry.attributes.unit === where.unit) &&
        (where.forUnit === undefined || entry.attributes.forUnit === where.forUnit) &&
        (where.indicator === undefined || entry.attributes.indicator === where.indicator) &&
        (where.role === undefined || entry.attributes.role === where.role),
    );
  }

  /** Whether anybody reports the indicator for the unit on some day of the span. */
  isAssigned(indicator: string, forUnit: string, firstDay: Day, lastDay: Day): boolean {
    return (this.indexes.assignmentsByIndicator.get(indicator) ?? []).some(
      ({ attributes, validFrom, validTo }) =>
        attributes.role === 'reports' &&
        attributes.forUnit === forUnit &&
        validFrom <= lastDay &&
        (validTo === undefined || validTo >= firstDay),
    );
  }

  /** The unit for which a value counts: the one that answers the indicator where the value is the province's. */
  answeringUnit(indicator: string, forUnit: string, day: Day): string | undefined {
    return this.assignmentsOf({ indicator, forUnit, role: 'answers' }, day)[0]?.attributes.unit;
  }

  peerGroupsOf(unit: string, day: Day): string[] {
    return (this.indexes.groupsByUnit.get(unit) ?? [])
      .filter((entry) => holdsOn(entry, day))
      .map((entry) => entry.attributes.group);
  }

  membersOf(group: string, day: Day): string[] {
    return (this.indexes.membersByGroup.get(group) ?? [])
      .filter((entry) => holdsOn(entry, day))
      .map((entry) => entry.attributes.unit);
  }

  goalpostsOf(indicator: string, edition: string, day: Day): CatalogueAttributes['goalposts'] | undefined {
    return this.on('goalposts', `${indicator}:${edition}`, day)?.attributes;
  }

  /** The one unit that leads a component on the day. */
  leadOf(component: string, day: Day): string | undefined {
    return this.indexes.leads.get(component)?.find((entry) => holdsOn(entry, day))?.attributes.orgCode;
  }

  /** The units that stand for a unit on the day: itself while it lives, else its successors, followed through mergers. */
  livingSuccessors(unit: string, day: Day, seen: ReadonlySet<string> = new Set()): string[] {
    if (seen.has(unit)) return [];
    if (this.unitOn(unit, day)) return [unit];
    const last = this.history('unit', unit)
      .filter((entry) => entry.validFrom <= day)
      .at(-1);
    const successors = last?.attributes.successorCodes ?? [];
    return [
      ...new Set(successors.flatMap((next) => this.livingSuccessors(next, day, new Set([...seen, unit])))),
    ];
  }

  calendar(): WorkingCalendar {
    return this.indexes.calendar;
  }

  private put(entry: CatalogueEntry): boolean {
    const codes = this.byKind.get(entry.kind) ?? new Map<string, CatalogueEntry[]>();
    this.byKind.set(entry.kind, codes);
    const rows = codes.get(entry.code) ?? [];
    const at = rows.findIndex((row) => row.validFrom === entry.validFrom);
    if (at >= 0 && rows[at]!.version >= entry.version) return false;
    if (at < 0 && entry.kind !== 'catalogue-version') this.entries += 1;
    const others = rows.filter((_, index) => index !== at);
    codes.set(
      entry.code,
      [...others, entry].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
    );
    this.known = undefined;
    return true;
  }

  private complete(version: number): void {
    if (version > this.applied) this.applied = version;
    const changed = this.pending.filter((entry) => entry.kind !== 'catalogue-version');
    this.pending = [];
    if (changed.length > 0) for (const listener of this.listeners) listener(changed);
  }

  private get indexes(): Indexes {
    this.known ??= this.makeIndexes();
    return this.known;
  }

  /** Each code as its newest row says, the newest edition first; of two that begin together the later by its code. */
  private newestEditions(): CatalogueEntry<'edition'>[] {
    const newest = new Map(this.all('edition').map((entry) => [entry.code, entry]));
    const startOf = ({ attributes, code }: CatalogueEntry<'edition'>) =>
      `${attributes.validFromPeriod.padEnd(7, '-01')} ${code}`;
    return [...newest.values()].sort((a, b) => (startOf(a) < startOf(b) ? 1 : -1));
  }

  private makeIndexes(): Indexes {
    const assignments = this.all('assignment');
    const members = this.all('peer-group-member');
    const leads = this.all('responsibility').filter((entry) => entry.attributes.role === 'lead');
    return {
      assignmentsByUnit: Map.groupBy(assignments, (entry) => entry.attributes.unit),
      assignmentsByForUnit: Map.groupBy(assignments, (entry) => entry.attributes.forUnit),
      assignmentsByIndicator: Map.groupBy(assignments, (entry) => entry.attributes.indicator),
      groupsByUnit: Map.groupBy(members, (entry) => entry.attributes.unit),
      membersByGroup: Map.groupBy(members, (entry) => entry.attributes.group),
      editionsByIndex: Map.groupBy(this.newestEditions(), (entry) => entry.attributes.index),
      leads: Map.groupBy(leads, (entry) => entry.attributes.componentCode),
      calendar: new WorkingCalendar(this.all('calendar-day').map(({ attributes }) => attributes)),
    };
  }
}
