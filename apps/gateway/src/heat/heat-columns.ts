import { type HeatColumn } from '#contracts';
import { type Period } from '#periods';
import { type Names } from '../names/names.js';

const two = (number: number): string => String(number).padStart(2, '0');
const numbered = (count: number, code: (number: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => code(index + 1));

/** The 20 components in the order of the table, then the two indices of a unit. */
const PLACES: readonly { component: string; index: string; group: HeatColumn['group'] }[] = [
  ...numbered(10, (n) => `PCI.${two(n)}`).map((component) => column(component, 'LEAD.COMP', 'PCI')),
  ...numbered(8, (n) => `PAPI.${n}`).map((component) => column(component, 'LEAD.GOV', 'PAPI')),
  ...['TASK', 'INV'].map((component) => column(component, component, 'OPERATIONS')),
  ...['LEAD.COMP', 'LEAD.GOV'].map((component) => column(component, component, 'INDEX')),
];

export const HEAT_INDICES = [...new Set(PLACES.map((place) => place.index))];

function column(component: string, index: string, group: HeatColumn['group']) {
  return { component, index, group };
}

/** The columns with the names, weights and scales that the edition of the period gives. */
export function heatColumns(names: Names, period: Period): HeatColumn[] {
  return PLACES.map((place) => {
    const edition = names.editionOf(place.index, period.id);
    const node = edition?.attributes.nodes.find((one) => one.code === place.component);
    const { nameVi, nameEn } = node ?? names.named(place.component, period.lastDay);
    return {
      ...place,
      nameVi,
      nameEn,
      ...(node?.weight === undefined ? {} : { weight: node.weight }),
      ...names.scaleOf(place.index, place.component, period.id),
      inEdition: node !== undefined,
    };
  });
}
