import { type ScoreNode } from '#contracts';
import { sharesOf, visibleRows } from './tree-rows.js';

const indicator = (code: string, weight = 1): ScoreNode => ({
  code,
  kind: 'indicator',
  nameVi: code,
  nameEn: code,
  state: 'present',
  weight,
  inputs: [
    {
      observation: `of ${code}`,
      indicator: code,
      unit: 'SXD',
      period: '2024-11',
      revision: 1,
      value: 90,
      recordedAt: '2024-11-20T10:00:00.000Z',
    },
  ],
});
const component: ScoreNode = {
  code: 'PAPI.5',
  kind: 'component',
  nameVi: 'Thủ tục',
  nameEn: 'Procedures',
  state: 'present',
  children: [indicator('SVC.ONTIME'), indicator('SVC.ONLINE')],
};

describe('the lines of a score tree', () => {
  it('are one level as long as nothing is open', () => {
    expect(visibleRows([component], new Set()).map((row) => row.id)).toEqual(['PAPI.5']);
  });

  it('go down to the observation, each with its level and its place among its siblings', () => {
    const rows = visibleRows([component], new Set(['PAPI.5', 'PAPI.5/SVC.ONTIME']));
    expect(rows.map(({ id, level, position, siblings }) => [id, level, position, siblings])).toEqual([
      ['PAPI.5', 1, 1, 1],
      ['PAPI.5/SVC.ONTIME', 2, 1, 2],
      ['PAPI.5/SVC.ONTIME/of SVC.ONTIME:2024-11', 3, 1, 1],
      ['PAPI.5/SVC.ONLINE', 2, 2, 2],
    ]);
  });

  it('give shares of the weight that is present', () => {
    const shares = sharesOf([
      indicator('A', 3),
      indicator('B', 1),
      { ...indicator('C', 4), state: 'missing' },
    ]);
    expect([...shares]).toEqual([
      ['A', 0.75],
      ['B', 0.25],
    ]);
  });
});
