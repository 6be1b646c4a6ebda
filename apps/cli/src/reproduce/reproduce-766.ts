import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  computeComposite,
  methodLeaves,
  type MethodDocument,
  parseMethodDocument,
  pointsScore,
  type PublishedPair,
} from '#scoring-engine';
import { agreementLine, type AgreementLine } from './agreement-line.js';
import type { YearsPromise } from './promises.js';
import { cell, numberIn, shippedFolder, type ReadTable, type TableRow } from './shipped-table.js';

/** Online services are published as their two halves, or as one group. */
const DOCUMENTS = ['i766', 'i766-groups'] as const;
/** The two days on which every group of every unit was read. */
const NATIONWIDE = ['2026-09-17', '2026-10-10'];
const ALL_CASES = 82;
/** Published with two decimals a group. */
const ROUNDED = 0.011;
const KNOWN_OFF = '2024-07';

interface PublishedCase {
  readonly unit: string;
  readonly period: string;
  readonly points: ReadonlyMap<string, number>;
}

/** The totals of index 766 from their groups: the days read nationwide in one line, every other day in its own. */
export function reproduce766(read: ReadTable): AgreementLine[] {
  const cases = casesOf(read('other_index_results'));
  const [halves, groups] = DOCUMENTS.map(readDocument);
  const pairs = [halves!, groups!].flatMap((document) => pairsOf(document, cases));
  const isNationwide = ({ period }: DatedPair): boolean => NATIONWIDE.includes(period);
  // On those days the case that gives online services as one group is another reading of the same portal.
  const whole = pairsOf(halves!, cases).filter(isNationwide);
  const others = pairs.filter((pair) => !isNationwide(pair));
  const byPeriod = [...Map.groupBy(others, ({ period }) => period)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    agreementLine('I766', NATIONWIDE.join(' and '), whole, nationwidePromise),
    ...byPeriod.map(([period, own]) => agreementLine('I766', period, own, otherPromise(period))),
    agreementLine('I766 indicators', '2026-10-10', indicatorPairs(read), indicatorPromise),
  ];
}

const indicatorPromise: YearsPromise = {
  from: 2026,
  to: 2026,
  tolerance: 0.005,
  least: 28,
  note: 'points of indicators against ratio times maximum; two have their full points from 80 and 90 %',
};

/** Points of each indicator from its numerator, denominator and maximum; where full points begin is in the edition. */
function indicatorPairs(read: ReadTable): PublishedPair[] {
  const leaves = new Map(methodLeaves(readDocument('i766-ratios').tree).map((leaf) => [leaf.code, leaf]));
  return read('other_index_indicators').map((row) => {
    const [code, published] = [cell(row, 'component_code'), Number(cell(row, 'points'))];
    const ratio = Number(cell(row, 'numerator')) / Number(cell(row, 'denominator'));
    const computed = pointsScore(ratio, Number(cell(row, 'max_points')), leaves.get(code)?.goalposts?.[1]);
    return { unit: `${cell(row, 'unit')} ${code}`, published, computed };
  });
}

const nationwidePromise: YearsPromise = {
  from: 2026,
  to: 2026,
  tolerance: 1e-9,
  least: ALL_CASES,
  note: 'totals against the sums of their groups, exact',
};

function otherPromise(period: string): YearsPromise {
  const year = Number(period.slice(0, 4));
  const common = { from: year, to: year, tolerance: ROUNDED };
  return period === KNOWN_OFF
    ? { ...common, note: 'known not to add up as published; shown, not forced' }
    : { ...common, least: 1, note: 'totals against the sums of their groups, which are rounded' };
}

function casesOf(rows: readonly TableRow[]): PublishedCase[] {
  const own = rows.filter((row) => cell(row, 'index') === 'I766' && cell(row, 'value') !== '');
  const byCase = Map.groupBy(
    own,
    (row) => `${cell(row, 'unit')}|${cell(row, 'unit_kind')}|${cell(row, 'period')}`,
  );
  return [...byCase.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const points = new Map(same.map((row) => [cell(row, 'component_code'), numberIn(row, 'value') ?? NaN]));
    return [{ unit: cell(first, 'unit'), period: cell(first, 'period'), points }];
  });
}

type DatedPair = PublishedPair & { readonly period: string };

/** The cases that have every indicator of the document and a total. */
function pairsOf(document: MethodDocument, cases: readonly PublishedCase[]): DatedPair[] {
  const codes = methodLeaves(document.tree).map(({ code }) => code);
  const complete = cases.filter(({ points }) => ['TOTAL', ...codes].every((code) => points.has(code)));
  const columns = new Map(codes.map((code) => [code, complete.map(({ points }) => points.get(code))]));
  const units = complete.map((_, at) => String(at));
  const totals = computeComposite(document, { units, columns }).filter(({ level }) => level === 0);
  return complete.map(({ unit, period, points }, at) => {
    const [published, computed] = [points.get('TOTAL'), totals[at]?.value];
    return {
      unit,
      period,
      ...(published === undefined ? {} : { published }),
      ...(computed === undefined ? {} : { computed }),
    };
  });
}

function readDocument(name: string): MethodDocument {
  const text = readFileSync(path.join(shippedFolder('editions'), `${name}.json`), 'utf8');
  return parseMethodDocument(JSON.parse(text));
}
