import { brokenOffset } from './broken-offset.js';

const PLACE = { group: 'chiso.scoring.stage-1', topic: 'chiso.plan.recorded.v1', partition: 3 };

describe('A stored offset against what the broker says', () => {
  it('is right from the beginning of the topic to its end, also where the broker was told less or nothing', () => {
    expect(brokenOffset(PLACE, 5, { low: 5, high: 5, told: 2 })).toBeUndefined();
    expect(brokenOffset(PLACE, 0, { low: 0, high: 9, told: -1 })).toBeUndefined();
  });

  it('is wrong for good beyond the end: a topic that was made anew may grow past it and stays another one', () => {
    expect(brokenOffset(PLACE, 6, { low: 0, high: 5, told: 6 })).toEqual({
      sentence: expect.stringMatching(
        /made anew.*`chiso republish chiso\.plan\.recorded\.v1 --all`.*`chiso rebuild scoring`/,
      ),
      isFinal: true,
    });
  });

  it('is wrong until it is put right where records are gone, or where the database is older than its reader was', () => {
    expect(brokenOffset(PLACE, 3, { low: 4, high: 9, told: 3 })).toMatchObject({ isFinal: false });
    expect(brokenOffset(PLACE, 3, { low: 0, high: 9, told: 4 })).toEqual({
      sentence: expect.stringContaining('restored from an older dump. Run `chiso rebuild scoring`'),
      isFinal: false,
    });
  });
});
