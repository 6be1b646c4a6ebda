// The whole published history in one go: 63 provinces, PCI 2005 to 2024 and PAPI 2011 to 2024.
import {
  competitionRank,
  editionBreaks,
  editionFor,
  FEWEST_FORECAST,
  forecastPanel,
  piecesBetweenBreaks,
  publishedComposite,
  rejectedByFalseDiscovery,
  trendOf,
} from '#scoring-engine';
import { shippedEditions, shippedTable } from './shipped-tables.mjs';

const { editions, codeOf } = shippedEditions();
const cells = {
  PCI: shippedTable('pci_subindices').map((row) => [row.province, row.year, row.subindex_code, row.score]),
  PAPI: shippedTable('papi_subdimensions').map((row) => [
    row.province,
    row.year,
    row.subdimension,
    row.score,
  ]),
};

/** Every node of every province and year, from the lowest parts. */
function scoresOf(index) {
  const known = cells[index].filter(([, , , score]) => score !== '');
  const groups = Map.groupBy(known, ([province, year]) => `${province}|${year}`);
  return [...groups.values()].flatMap((own) => {
    const [[province, year]] = own;
    const edition = editionFor(editions, index, year);
    const values = new Map(own.map(([, , code, score]) => [codeOf(edition, code), Number(score)]));
    return publishedComposite(edition, `${index}.TOTAL`, values).flatMap(({ code, value }) =>
      value === undefined ? [] : [{ province, year, code, value }],
    );
  });
}

function ranksOf(scores) {
  const years = Map.groupBy(scores, ({ code, year }) => `${code}|${year}`);
  return [...years.values()].flatMap((own) =>
    competitionRank(own.map(({ province: unit, value }) => ({ unit, value }))),
  );
}

/** The newest piece of each province's series of a node: nothing looks across a break. */
function panelOf(index, code, scores) {
  const years = [...new Set(scores.map(({ year }) => year))].toSorted((a, b) => a - b);
  const breaks = editionBreaks(editions, index, code, years);
  return [...Map.groupBy(scores, ({ province }) => province)].map(([series, own]) => {
    const dated = own
      .map(({ year, value }) => ({ period: year, lastDay: `${year}-12-31`, index: Number(year), value }))
      .sort((a, b) => a.index - b.index);
    return { series, points: piecesBetweenBreaks(dated, breaks).at(-1) };
  });
}

function trendsOf(panel) {
  const trends = panel.map(({ points }) =>
    trendOf(points, { direction: 'up', confidence: 0.95, threshold: 0.018 }),
  );
  rejectedByFalseDiscovery(trends.flatMap(({ p }) => p ?? []));
  return trends;
}

/** How many results of each kind, and the milliseconds of each step. */
export function history() {
  const [counts, times] = [{}, {}];
  const timed = (step, work) => {
    const started = performance.now();
    const found = work();
    times[step] = (times[step] ?? 0) + performance.now() - started;
    counts[step] = (counts[step] ?? 0) + found.length;
    return found;
  };
  for (const index of ['PCI', 'PAPI']) {
    const scores = timed('scores', () => scoresOf(index));
    timed('ranks', () => ranksOf(scores));
    const nodes = [...Map.groupBy(scores, ({ code }) => code)];
    const panels = timed('series', () => nodes.map(([code, own]) => panelOf(index, code, own)));
    timed('trends', () => panels.flatMap(trendsOf));
    const known = panels.map((panel) => panel.filter(({ points }) => points.length >= FEWEST_FORECAST));
    timed('forecasts', () => known.flatMap((panel) => forecastPanel(panel, { method: 'auto', horizon: 1 })));
  }
  return { counts, times, total: Object.values(times).reduce((sum, time) => sum + time, 0) };
}
