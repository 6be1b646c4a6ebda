import { ScoreChangedV1, type Cause, type ScoreChanged } from '#contracts';
import { SCORES } from '../read-model/tables.js';
import { changesOf, coalesced, NAMED_AT_MOST } from './changes-of.js';

const aScore = (over: Partial<ScoreChanged> = {}): ScoreChanged => ({ ...ScoreChangedV1.example, ...over });
const many = (cause: Cause): ScoreChanged[] =>
  Array.from({ length: NAMED_AT_MOST + 1 }, (_, n) => aScore({ cause, component: `PAPI.${n}` }));

describe('changes of a slice', () => {
  it('name an entity once, with its newest version', () => {
    const changes = changesOf(SCORES, [
      aScore({ version: 3 }),
      aScore({ version: 5 }),
      aScore({ version: 4 }),
    ]);
    expect(changes).toEqual([
      { topic: 'score', key: 'STNMT:LEAD.GOV/PAPI.5:M15:2024-03', version: 5, unit: 'STNMT' },
    ]);
  });

  it('of a large backfill are folded to one a unit', () => {
    expect(changesOf(SCORES, many('backfill'))).toEqual([
      { topic: 'score', key: '*', version: 3, unit: 'STNMT' },
    ]);
  });

  it('that somebody made by hand are named one by one, however many', () => {
    expect(changesOf(SCORES, many('live'))).toHaveLength(NAMED_AT_MOST + 1);
  });
});

describe('coalescing', () => {
  it('keeps the newest version of each entity and tells units apart', () => {
    const change = (unit: string, version: number) => ({ topic: 'score', key: '*', version, unit });
    expect(coalesced([change('SXD', 2), change('SYT', 1), change('SXD', 1)])).toEqual([
      change('SXD', 2),
      change('SYT', 1),
    ]);
  });
});
