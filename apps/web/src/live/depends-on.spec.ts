import { concernsPeriod, concernsUnit, dependsOn } from './depends-on.js';

const change = (key: string, unit = 'SXD') => ({ topic: 'score', key, version: 1, unit });
const SCORE = change('SXD:LEAD.GOV/PAPI.5:M15:2024-11');

describe('an answer on the page', () => {
  it('is asked for again after a change of a topic that it names, and of no other', () => {
    expect(dependsOn({ topics: ['score'] }, {}, [SCORE])).toBe(true);
    expect(dependsOn({ topics: ['alert'] }, {}, [SCORE])).toBe(false);
  });

  it('is left alone by changes that do not concern it', () => {
    const meta = { topics: ['score'], concerns: ({ unit }: { unit?: string }) => unit === 'STNMT' };
    expect(dependsOn(meta, {}, [SCORE])).toBe(false);
  });

  it('is asked for again after a reset, since anything may have changed', () => {
    expect(dependsOn({ topics: ['score'] }, {}, undefined)).toBe(true);
    expect(dependsOn({ topics: [] }, {}, undefined)).toBe(false);
  });

  it('of one period follows that period only, unless the newest is shown', () => {
    expect(concernsPeriod(SCORE, '2024-11', '2024-11')).toBe(true);
    expect(concernsPeriod(SCORE, '2024-10', '2024-10')).toBe(false);
    expect(concernsPeriod(SCORE, '2024-10', undefined)).toBe(true);
  });

  it('of one unit follows that unit, and what is about no unit', () => {
    expect(concernsUnit(SCORE, 'STNMT')).toBe(false);
    expect(concernsUnit({ topic: 'rank', key: 'PCI/PCI.TOTAL', version: 1 }, 'STNMT')).toBe(true);
  });
});
