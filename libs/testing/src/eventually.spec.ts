import { eventually } from './eventually.js';

describe('eventually', () => {
  it('returns the first answer that holds', async () => {
    let looks = 0;
    const answer = await eventually(() => (++looks < 3 ? undefined : `after ${looks}`), { every: 1 });
    expect(answer).toBe('after 3');
  });

  it('looks again after a failed expectation', async () => {
    let looks = 0;
    await eventually(
      () => {
        expect(++looks).toBe(2);
        return true;
      },
      { every: 1 },
    );
    expect(looks).toBe(2);
  });

  it('says what was still wrong when the time is over, and keeps the cause', async () => {
    const cause = new Error('three of four are there');
    const late = eventually(() => Promise.reject(cause), { within: 20, every: 1 });
    await expect(late).rejects.toMatchObject({
      message: 'not so within 20 ms: three of four are there',
      cause,
    });
  });

  it('says so when the answer stays false', async () => {
    await expect(eventually(() => false, { within: 5, every: 1 })).rejects.toThrow('its answer stayed false');
  });
});
