import { type CrossSection } from './cross-section.js';
import { LookedAt } from './looked-at.js';

const section = (group: string): CrossSection => ({
  subject: 'SVC.ONTIME',
  subjectKind: 'indicator',
  index: '',
  rule: 'M21',
  group,
  at: '',
  from: '2024-03-20',
  cause: 'backfill',
});

describe('Cross-sections that were looked at', () => {
  it('are recent for a while, each for itself', () => {
    let now = 0;
    const looked = new LookedAt(1000, () => now);

    looked.note([section('PG_SO')]);
    now = 999;

    expect([looked.isRecent(section('PG_SO')), looked.isRecent(section('PG_XA'))]).toEqual([true, false]);
    now = 1000;
    expect(looked.isRecent(section('PG_SO'))).toBe(false);
  });

  it('are recent anew each time', () => {
    let now = 0;
    const looked = new LookedAt(1000, () => now);

    looked.note([section('PG_SO'), section('PG_XA')]);
    now = 900;
    looked.note([section('PG_SO')]);
    now = 1500;

    expect([looked.isRecent(section('PG_SO')), looked.isRecent(section('PG_XA'))]).toEqual([true, false]);
  });
});
