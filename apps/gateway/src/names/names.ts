import { Injectable } from '@nestjs/common';
import {
  type CatalogueEntry,
  type Day,
  type Named,
  type PositionReference,
  type UnitReference,
  splitIndex,
  underEdition,
} from '#contracts';
import { type Catalogue } from '#catalogue';
import { isPeriod, periodOf, type Period } from '#periods';
import { RejectedError } from '#runtime';
import { present } from '../questions/present.js';
import { CatalogueAsKnown } from './catalogue-as-known.js';

type Titles = { nameVi: string; nameEn: string };

export const unknownSubject = (code: string): RejectedError =>
  new RejectedError('subject.unknown', `There is no indicator, component or index ${code}.`, {
    status: 404,
    field: 'code',
    params: { code },
  });

const unknownIndex = (index: string): RejectedError =>
  new RejectedError('index.unknown', `There is no index ${index}.`, {
    status: 404,
    field: 'index',
    params: { index },
  });

/** What things are called on a day, and whether they exist at all; names resolve by date, as known when asked about. */
@Injectable()
export class Names {
  constructor(private readonly asKnown: CatalogueAsKnown) {}

  private get catalogue(): Catalogue {
    return this.asKnown.current;
  }

  unit(code: string, day: Day): UnitReference {
    const entry = this.catalogue.unitOn(code, day) ?? this.catalogue.history('unit', code).at(-1);
    if (!entry) return { code, nameVi: code, nameEn: code };
    const { nameVi, nameEn, shortVi } = entry.attributes;
    return { code, nameVi, nameEn, ...present('shortVi', shortVi) };
  }

  /** An indicator, component or node; LEAD.COMP and LEAD.GOV are nodes of the LEAD editions only. */
  named(code: string, day: Day): Named {
    const found =
      this.dated('component', code, day) ?? this.dated('indicator', code, day) ?? this.node(code, day);
    return { code, nameVi: found?.nameVi ?? code, nameEn: found?.nameEn ?? code };
  }

  indicator(code: string, day: Day): Named {
    const found = this.dated('indicator', code, day);
    return { code, nameVi: found?.nameVi ?? code, nameEn: found?.nameEn ?? code };
  }

  position(code: string, day: Day): PositionReference {
    const found = this.dated('position', code, day);
    return { code, nameVi: found?.nameVi ?? code, nameEn: found?.nameEn ?? code };
  }

  unitOfPosition(code: string, day: Day): UnitReference | undefined {
    const entry = this.catalogue.on('position', code, day);
    return entry && this.unit(entry.attributes.unit, day);
  }

  /** Throws RejectedError `unit.unknown` (404) for a code that the catalogue has never held. */
  knownUnit(code: string): string {
    if (this.catalogue.history('unit', code).length > 0) return code;
    throw new RejectedError('unit.unknown', `There is no unit ${code}.`, {
      status: 404,
      field: 'unit',
      params: { unit: code },
    });
  }

  /** Throws RejectedError `index.unknown` (404). */
  knownIndex(code: string): string {
    if (this.rootOf(code) !== undefined) return code;
    throw unknownIndex(code);
  }

  /** Whether an index is published by somebody else, with editions of its own. */
  isPublished(index: string): boolean {
    return this.catalogue.all('edition').some((edition) => edition.attributes.index === index);
  }

  /** Throws RejectedError `index.unknown` (404) for what is not an index with published results by year. */
  knownPublishedIndex(code: string): string {
    if (this.rootOf(code) !== undefined && this.isPublished(code)) return code;
    throw unknownIndex(code);
  }

  /** Throws RejectedError `subject.unknown` (404) for what no edition and no indicator is called. */
  knownSubject(code: string): string {
    const isNode = this.catalogue
      .all('edition')
      .some(({ attributes }) => attributes.nodes.some((node) => node.code === code));
    if (isNode || this.catalogue.history('indicator', code).length > 0) return code;
    throw unknownSubject(code);
  }

  /** The component that stands for the whole index: PCI.TOTAL for PCI, the code itself otherwise. */
  rootOf(index: string): string | undefined {
    const roots = new Set(
      this.catalogue
        .all('edition')
        .flatMap(({ attributes }) => attributes.nodes.filter((node) => node.parent === undefined))
        .map((node) => node.code),
    );
    return [`${index}.TOTAL`, index].find((code) => roots.has(code));
  }

  /** The edition that leads for an index in a period: LEAD.COMP, TASK and the like have those of LEAD. */
  editionOf(index: string, period: string): CatalogueEntry<'edition'> | undefined {
    return this.editionsOf(index, period)[0];
  }

  /** Every edition under which an index is computed in a period, the leading one first. */
  editionsOf(index: string, period: string): CatalogueEntry<'edition'>[] {
    const root = this.rootOf(index);
    const own = this.catalogue.editionsOf(index, period);
    const editions = own.length > 0 ? own : this.catalogue.editionsOf('LEAD', period);
    return editions.filter(({ attributes }) => attributes.nodes.some((node) => node.code === root));
  }

  /**
   * The code under which an index is kept that an edition gives for a period: its own where none is named or the leading
   * one is. Throws RejectedError `edition.unknown` (404), `edition.wrong-period` (404).
   */
  codeUnder(index: string, period: string, edition: string | undefined): string {
    if (edition === undefined) return index;
    const code = this.codeIn(index, period, edition);
    if (code !== undefined) return code;
    this.knownEdition(edition);
    throw new RejectedError('edition.wrong-period', `${edition} is no edition of ${index} for ${period}.`, {
      status: 404,
      field: 'edition',
      params: { edition, index, period },
    });
  }

  /** The same; undefined where the edition does not hold for the period. */
  codeIn(index: string, period: string, edition: string | undefined): string | undefined {
    if (edition === undefined) return index;
    const at = this.editionsOf(index, period).findIndex(({ code }) => code === edition);
    if (at < 0) return undefined;
    return at === 0 ? index : underEdition(index, edition);
  }

  /** Every edition of a period, where there is more than one to ask for. */
  editionsBeside(index: string, period: string): { editions?: string[] } {
    const editions = this.editionsOf(index, period).map(({ code }) => code);
    return editions.length > 1 ? { editions } : {};
  }

  /** Throws RejectedError `edition.unknown` (404), `edition.other-index` (404). */
  knownEditionOf(index: string, code: string): string {
    this.knownEdition(code);
    const root = this.rootOf(index);
    const isOwn = ({ attributes }: CatalogueEntry<'edition'>) =>
      attributes.index === (this.isPublished(index) ? index : 'LEAD') &&
      attributes.nodes.some((node) => node.code === root);
    if (this.catalogue.history('edition', code).some(isOwn)) return code;
    throw new RejectedError('edition.other-index', `${code} is no edition of ${index}.`, {
      status: 404,
      field: 'edition',
      params: { edition: code, index },
    });
  }

  /** Throws RejectedError `edition.unknown` (404). */
  knownEdition(code: string): string {
    if (this.catalogue.history('edition', code).length > 0) return code;
    throw new RejectedError('edition.unknown', `There is no edition ${code}.`, {
      status: 404,
      field: 'edition',
      params: { edition: code },
    });
  }

  /** The index with published results of which a code is a node. */
  publishedIndexOf(code: string): string | undefined {
    return this.catalogue
      .all('edition')
      .find(
        ({ attributes }) =>
          attributes.index !== 'LEAD' && attributes.nodes.some((node) => node.code === code),
      )?.attributes.index;
  }

  /** The scale of a node under the edition of its score; the usual one where the catalogue has no such node. */
  scaleOf(code: string, component: string, period: string): { scaleMin: number; scaleMax: number } {
    const { index, edition } = splitIndex(code);
    const editions = this.editionsOf(index, period);
    const own = edition === undefined ? editions[0] : editions.find((each) => each.code === edition);
    const node = own?.attributes.nodes.find((one) => one.code === component);
    if (node) return { scaleMin: node.scaleMin, scaleMax: node.scaleMax };
    return component === this.rootOf(index) && index.includes('.')
      ? { scaleMin: 10, scaleMax: 100 }
      : { scaleMin: 1, scaleMax: 10 };
  }

  private node(code: string, day: Day): Titles | undefined {
    const month = day.slice(0, 7);
    const indices = new Set([
      'LEAD',
      ...this.catalogue.all('edition').map(({ attributes }) => attributes.index),
    ]);
    return [...indices]
      .map((index) => this.catalogue.editionOf(index, month))
      .flatMap((edition) => edition?.attributes.nodes.find((node) => node.code === code) ?? [])
      .at(0);
  }

  private dated(kind: 'component' | 'indicator' | 'position', code: string, day: Day): Titles | undefined {
    const history = this.catalogue.history(kind, code);
    return (this.catalogue.on(kind, code, day) ?? history.at(-1))?.attributes;
  }
}

/** Rules in which a period id can be meant, most usual first. */
const SCORE_RULES = ['M15', 'Q15', 'SURVEY_YEAR'] as const;

/** The period that an id names among score periods. Throws RejectedError `period.wrong-form` (400). */
export function scorePeriod(id: string, rules: readonly string[] = SCORE_RULES): Period {
  const rule = rules.find((code) => isPeriod(code, id));
  if (rule !== undefined) return periodOf(rule, id);
  throw new RejectedError(
    'period.unknown',
    `The period ${id} is not of a form that is scored: 2024, 2024-Q1 or 2024-03.`,
    { status: 400, field: 'period', params: { period: id } },
  );
}
