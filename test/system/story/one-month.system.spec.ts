import { eventually } from '#testing';
import { get, mails, post, report, type Result } from './a-running-system.js';

type Tree = { value?: number; knownFrom?: string; tree?: unknown };
const text = (value: unknown): string => JSON.stringify(value);

const disbursement = {
  indicator: 'INV.DISB.PROV',
  unit: 'SXD',
  period: '2024-10',
  numerator: 62,
  denominator: 100,
};
const delayed = (numerator: number) => ({
  indicator: 'INV.LATERATE',
  unit: 'SXD',
  period: '2024-10',
  numerator,
  denominator: 50,
});
const scoreOf = async () => (await get<Tree>('/scores/INV/SXD/2024-11')).body;

describe('a month of a department', () => {
  it('records the good rows of a report and returns each bad one with its code, field and sentence', async () => {
    const results = await report(
      disbursement,
      { ...delayed(5), unit: 'KHONGCO' },
      { ...disbursement, period: '2024-13' },
      { indicator: 'INV.LATERATE', unit: 'SXD', period: '2024-10', numerator: 1, denominator: 0 },
      delayed(5),
    );
    expect(results.map((result) => result.outcome)).toEqual([
      'recorded',
      'returned',
      'returned',
      'returned',
      expect.stringMatching(/recorded|returned/),
    ]);
    for (const { problems } of results.filter((result) => result.outcome === 'returned')) {
      expect(problems![0]).toMatchObject({
        code: expect.stringMatching(/^[a-z-]+\.[a-z-]+/) as string,
        field: expect.any(String) as string,
      });
      expect(problems![0]!.detail).toMatch(/\s/);
    }
  });

  it('scores the component within a second or so, with contributions down to the observation', async () => {
    await report(disbursement, delayed(5));
    const { value } = await eventually(async () => {
      const score = await scoreOf();
      return score.value === undefined ? undefined : score;
    });
    expect(value).toBeGreaterThanOrEqual(1);
    expect(value).toBeLessThanOrEqual(10);
    const tree = text(await scoreOf());
    for (const part of ['INV.DISB.PROV', 'INV.LATERATE', 'observation', 'recordedAt', 'contribution'])
      expect(tree).toContain(part);
  });

  it('recomputes when a value is corrected with a reason, and still answers as it was known before', async () => {
    const before = await scoreOf();
    const asked = new Date().toISOString();
    const [result] = await report({ ...delayed(20), reason: 'correction', note: 'Đếm thiếu 15 dự án' });
    expect(result).toMatchObject({ outcome: 'revised', revision: 1 });
    await eventually(async () => (await scoreOf()).value !== before.value);
    const then = (await get<Tree>(`/scores/INV/SXD/2024-11?asKnownOn=${asked}`)).body;
    expect(then.value).toBe(before.value);
  });

  it('answers the same key with the same results and records nothing twice', async () => {
    const body = {
      observations: [
        { indicator: 'INV.DISB.PROV', unit: 'SXD', period: '2024-09', numerator: 51, denominator: 100 },
      ],
    };
    const send = () =>
      post<{ results: Result[] }>('/observations', body, { 'idempotency-key': 'month-2024-09' });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect((await report(...body.observations))[0]!.outcome).toBe('unchanged');
  });

  it('sends one message in Vietnamese for a value under its level, and none for its repetition', async () => {
    const low = { indicator: 'TASK.ONTIME', unit: 'SXD', period: '2024-W45', numerator: 11, denominator: 21 };
    await report(low);
    const toldOf = async () =>
      (await mails()).filter((mail) => mail.subject.includes('Sở Xây dựng') && mail.subject.includes('52,4'));
    await eventually(async () => (await toldOf()).length > 0, { within: 20_000 });
    await report(low, {
      indicator: 'TASK.ONTIME',
      unit: 'SXD',
      period: '2024-W46',
      numerator: 20,
      denominator: 21,
    });
    await eventually(async () => text((await get('/series/TASK.ONTIME/SXD')).body).includes('2024-W46'), {
      within: 20_000,
    });
    expect(await toldOf()).toHaveLength(1);
  });

  it('lets the head acknowledge the alert, and only once', async () => {
    const list = (
      await get<{ items: { id: string; unit: { code: string }; period?: string; state: string }[] }>(
        '/alerts',
      )
    ).body;
    const alert = list.items.find((item) => item.unit.code === 'SXD' && item.period === '2024-W45')!;
    const acknowledge = () =>
      post<{ state: string; version: number }>(
        `/alerts/${alert.id}/acknowledge`,
        {},
        { 'x-chiso-act-as': 'an@HEAD.SXD' },
      );
    const [first, second] = [await acknowledge(), await acknowledge()];
    expect([first.status, second.status, second.body.version]).toEqual([200, 200, first.body.version]);
    await eventually(async () => text((await get(`/alerts`)).body).includes('"acknowledged"'));
  });
});

describe('what bad input gets', () => {
  it('is a sentence for broken JSON', async () => {
    expect(await post('/observations', '{"observations":')).toMatchObject({
      status: 400,
      body: { code: expect.any(String) as string, detail: expect.any(String) as string },
    });
  });

  it('is 413 for more than 5 MB', async () => {
    const answer = await post('/observations', `{"observations":[],"note":"${'x'.repeat(5 * 1024 * 1024)}"}`);
    expect(answer.status).toBe(413);
  });

  it('is a stable code for an instant that is none', async () => {
    const answer = await get<{ code: string }>('/heat?asKnownOn=yesterday');
    expect([answer.status, typeof answer.body.code]).toEqual([400, 'string']);
  });

  it('is 403 for a backfill by somebody who may not', async () => {
    const answer = await post(
      '/observations',
      { observations: [disbursement], cause: 'backfill' },
      { 'x-chiso-act-as': 'an@HEAD.SXD' },
    );
    const refused = answer.status === 403 || text(answer.body).includes('returned');
    expect(refused).toBe(true);
  });
});
