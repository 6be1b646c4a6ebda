import { CallerTokens } from '#runtime';
import { GatewayConfig } from '../gateway.config.js';
import { CallerSeam, type CallerRequest } from './caller-seam.js';

const SECRET = 'x'.repeat(32);
const seam = new CallerSeam(Object.assign(new GatewayConfig(), { tokenSecret: SECRET }));
const aRequest = (headers: CallerRequest['headers'] = {}, remoteAddress = '127.0.0.1'): CallerRequest => ({
  headers: { host: 'localhost:8080', ...headers },
  raw: { socket: { remoteAddress } },
});

describe('the caller seam', () => {
  it('lets the demo person of the office act where nobody chose', () => {
    expect(seam.callerOf(aRequest())).toMatchObject({ person: 'demo', positions: ['FOCAL'] });
  });

  it('follows the header before the choice kept in the browser', () => {
    const cookie = 'other=1; chiso_act_as=an%40HEAD.SXD';
    expect(seam.callerOf(aRequest({ cookie })).positions).toEqual(['HEAD.SXD']);
    expect(seam.callerOf(aRequest({ cookie, 'x-chiso-act-as': 'binh@CT' })).positions).toEqual(['CT']);
  });

  it('refuses a cookie that no browser of ours wrote', () => {
    expect(() => seam.callerOf(aRequest({ cookie: 'chiso_act_as=%E0%A4%A' }))).toThrow(
      expect.objectContaining({ code: 'caller.act-as', status: 400 }),
    );
  });

  it.each(['10.0.0.8', '::ffff:192.168.1.2', ''])('lets nobody act from %p', (address) => {
    expect(() => seam.callerOf(aRequest({}, address))).toThrow(expect.objectContaining({ status: 401 }));
  });

  it.each(['::1', '::ffff:127.0.0.1'])('takes %p for this machine', (address) => {
    expect(seam.isChoosable(aRequest({}, address))).toBe(true);
  });

  it('signs what the services check', async () => {
    const token = await seam.tokenOf(aRequest({ 'x-chiso-act-as': 'seed@SEED' }));
    await expect(new CallerTokens(SECRET).callerOf(token)).resolves.toMatchObject({
      person: 'seed',
      positions: ['SEED'],
    });
  });

  it('refuses a write that a page of another site sends', async () => {
    const foreign = aRequest({ origin: 'https://evil.example' });
    await expect(async () => seam.tokenOf(foreign)).rejects.toMatchObject({ code: 'caller.foreign-page' });
    await expect(seam.tokenOf(aRequest({ origin: 'http://localhost:8080' }))).resolves.toEqual(
      expect.any(String),
    );
  });
});
