import { jest } from '@jest/globals';
import { type Caller, CallerTokens } from './index.js';

const BINH: Caller = { person: 'binh', positions: ['FOCAL'], rights: ['read', 'report', 'office'] };
const AN: Caller = { person: 'an', positions: ['STAFF'], rights: ['read', 'report'] };
const SECRET = 's'.repeat(32);

describe('The token of a caller', () => {
  let gateway: CallerTokens;
  let service: CallerTokens;

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2024-03-20T08:00:00Z'), doNotFake: ['nextTick', 'setImmediate'] });
    gateway = new CallerTokens(SECRET);
    service = new CallerTokens(SECRET);
  });
  afterEach(() => jest.useRealTimers());

  it('says who asks, each caller for itself', async () => {
    expect(await service.callerOf(await gateway.tokenOf(BINH))).toEqual(BINH);
    expect(await service.callerOf(await gateway.tokenOf(AN))).toEqual(AN);
    expect(await service.callerOf(await gateway.tokenOf(BINH))).toEqual(BINH);
  });

  it('is one for twenty seconds, and another for other rights', async () => {
    const first = await gateway.tokenOf(BINH);
    jest.advanceTimersByTime(19_000);
    expect(await gateway.tokenOf(BINH)).toBe(first);
    expect(await gateway.tokenOf({ ...BINH, rights: ['read'] })).not.toBe(first);
    jest.advanceTimersByTime(2000);
    expect(await gateway.tokenOf(BINH)).not.toBe(first);
  });

  it('is refused after sixty seconds, also where it was taken before', async () => {
    const token = await gateway.tokenOf(BINH);
    expect(await service.callerOf(token)).toEqual(BINH);
    jest.advanceTimersByTime(59_000);
    expect(await service.callerOf(token)).toEqual(BINH);
    jest.advanceTimersByTime(2000);
    await expect(service.callerOf(token)).rejects.toMatchObject({ code: 'caller.token' });
  });

  it('is refused where it is broken, missing or signed with another secret, however often it comes', async () => {
    const foreign = await new CallerTokens('x'.repeat(32)).tokenOf(BINH);
    const broken = `${(await gateway.tokenOf(BINH)).slice(0, -2)}AA`;
    for (const token of [foreign, broken, '', foreign])
      await expect(service.callerOf(token)).rejects.toMatchObject({ code: 'caller.token' });
  });
});
