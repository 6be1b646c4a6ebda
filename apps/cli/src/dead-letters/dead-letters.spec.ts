import { type Letter } from '#messaging';
import { chisoOn } from '../../test/chiso-on-files.js';
import { age } from '../operator/text-table.js';
import { lettersByService } from './letter-name.js';
import { letterPage, letterTable } from './letter-table.js';

const NOW = Date.parse('2024-03-02T12:00:00.000Z');

const aLetter = (over: Partial<Letter> = {}): Letter => ({
  id: 12,
  group: 'chiso.scoring.stage-1',
  topic: 'chiso.observation.recorded.v1',
  partition: 3,
  offset: 4711,
  key: 'STNMT',
  code: 'event.poison',
  detail: 'Error: a fault of ours',
  state: 'open',
  since: '2024-03-02T09:59:00.000Z',
  tries: 0,
  triedAt: null,
  settledAt: null,
  settledBy: null,
  reason: null,
  waits: false,
  headers: { ce_id: 'e-1' },
  value: '{"unit":"STNMT"}',
  ...over,
});

describe('Dead letters on the command line', () => {
  it('stand in a table with their name, state, age, reason and the place of their record', () => {
    const table = letterTable([{ service: 'scoring', ...aLetter() }], NOW);
    expect(table.split('\n')[1]).toBe(
      'scoring/12  open   2 h  event.poison  chiso.observation.recorded.v1/3@4711  STNMT  Error: a fault of ours',
    );
  });

  it('say on their page who settled them and why', () => {
    const page = letterPage(
      'scoring',
      aLetter({
        state: 'discarded',
        settledAt: '2024-03-02T11:00:00.000Z',
        settledBy: 'binh',
        reason: 'sent twice',
      }),
    );
    expect(page).toContain('scoring/12  discarded on 2024-03-02T11:00:00.000Z by binh: sent twice');
    expect(page).toContain('value    {"unit":"STNMT"}');
  });

  it('are named by service and number, and by nothing else', () => {
    expect(lettersByService(['scoring/12', 'gateway/1', 'scoring/13'])).toEqual(
      new Map([
        ['scoring', [12, 13]],
        ['gateway', [1]],
      ]),
    );
    expect(() => lettersByService(['12'])).toThrow(/write SERVICE\/NUMBER/);
  });

  it('tell their age in the largest unit that fits', () => {
    const since = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
    expect([5, 65, 7300, 90_000].map((seconds) => age(since(seconds), NOW))).toEqual([
      '5 s',
      '1 min',
      '2 h',
      '1 d',
    ]);
  });

  it('are discarded with a reason only', async () => {
    const { exitCode, problems } = await chisoOn(['dead-letters', 'discard', 'scoring/12']);
    expect([exitCode, problems[0]]).toEqual([2, "error: required option '--reason <text>' not specified"]);
  });

  it('are not replayed unless it is said which', async () => {
    const { exitCode, problems } = await chisoOn(['dead-letters', 'replay']);
    expect([exitCode, problems[0]]).toEqual([
      1,
      'letter.choice: name the letters to replay, or say --all, with --service and --topic where not all are meant',
    ]);
  });
});
