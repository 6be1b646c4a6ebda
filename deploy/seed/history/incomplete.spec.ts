import { incompletePublications } from './incomplete.mjs';
import { publishedHistory, type PublishedValue } from './published.mjs';

const aValue = (over: Partial<PublishedValue>): PublishedValue => ({
  indicator: 'PCI.TOTAL',
  unit: 'TN',
  period: '2017',
  value: 64.45,
  status: 'official',
  ...over,
});
const everyProvince = (over: Partial<PublishedValue> = {}) =>
  Array.from({ length: 63 }, (_, n) => aValue({ unit: `T${n}`, ...over }));

describe('results that are closed as partial', () => {
  it('are those of which fewer provinces are held than were published', () => {
    expect(incompletePublications(everyProvince().slice(1))).toEqual([
      { index: 'PCI', period: '2017', state: 'partial' },
    ]);
    expect(incompletePublications(everyProvince())).toEqual([]);
  });

  it('count a province whose components are all held, and not one that lacks a component', () => {
    const dimensions = [1, 2, 3, 4, 5, 6].flatMap((n) =>
      everyProvince({ indicator: `PAPI.${n}`, period: '2015' }),
    );
    expect(incompletePublications(dimensions)).toEqual([]);
    expect(incompletePublications(dimensions.slice(1))).toMatchObject([{ index: 'PAPI', period: '2015' }]);
  });

  it('are the years of the history since 2017 and those in which PAPI misses provinces', () => {
    const years = (index: string) =>
      incompletePublications(publishedHistory())
        .filter((one) => one.index === index)
        .map(({ period }) => period)
        .toSorted();
    expect(years('PCI')).toEqual(['2017', '2018', '2019', '2021', '2022', '2023', '2024']);
    expect(years('PAPI')).toEqual(['2014', '2018', '2021', '2022', '2023', '2024']);
  });
});
