// @ts-check
import { readEditions, readNodes } from '../catalogue/editions.mjs';
import { expectedUnits } from '../catalogue/publications.mjs';

/** @typedef {import('./published.mjs').PublishedValue} PublishedValue */

/**
 * Results of which we hold fewer provinces than were published: no more will come, so the office closes them as
 * partial. A province is held with its total, or with every component of which the total is made.
 * @param {readonly PublishedValue[]} values
 */
export function incompletePublications(values) {
  return publishedMakes().flatMap(({ index, from, to, total, components }) => {
    const ofMake = values.filter(
      ({ indicator, period }) =>
        from <= period && period <= to && (indicator === total || components.includes(indicator)),
    );
    return [...Map.groupBy(ofMake, ({ period }) => period)]
      .filter(([year, ofYear]) => unitsHeld(ofYear, total, components) < expectedUnits(Number(year)))
      .map(([period]) => ({ index, period, state: 'partial' }));
  });
}

/** What the totals of PCI and PAPI are made of, by the years of each edition. */
function publishedMakes() {
  const nodes = readNodes();
  return readEditions()
    .filter(({ index }) => index === 'PCI' || index === 'PAPI')
    .flatMap((edition) => {
      const own = nodes.filter((node) => node.edition === edition.edition);
      const total = own.find(({ parent }) => parent === '')?.code;
      if (!total) return [];
      const components = own.filter(({ parent }) => parent === total).map(({ code }) => code);
      const [from, to] = [edition.valid_from.slice(0, 4), edition.valid_to.slice(0, 4) || '9999'];
      return [{ index: edition.index, from, to, total, components }];
    });
}

/**
 * @param {readonly PublishedValue[]} values
 * @param {string} total
 * @param {readonly string[]} components
 */
function unitsHeld(values, total, components) {
  const byUnit = Map.groupBy(values, ({ unit }) => unit);
  return [...byUnit.values()].filter((own) => {
    const codes = new Set(own.map(({ indicator }) => indicator));
    return codes.has(total) || (components.length > 0 && components.every((code) => codes.has(code)));
  }).length;
}
