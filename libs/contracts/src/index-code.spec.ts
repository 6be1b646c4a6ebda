import { isUnderOlderEdition, splitIndex, underEdition } from './index-code.js';

describe('The code of an index', () => {
  it('names the older edition under which it stands, and none under the leading one', () => {
    const older = underEdition('LEAD.COMP', 'LEAD-2021');
    expect(older).toBe('LEAD.COMP@LEAD-2021');
    expect([older, 'LEAD.COMP'].map(splitIndex)).toEqual([
      { index: 'LEAD.COMP', edition: 'LEAD-2021' },
      { index: 'LEAD.COMP' },
    ]);
    expect([older, 'LEAD.COMP'].map(isUnderOlderEdition)).toEqual([true, false]);
  });
});
