import {
  ClockMovedV1,
  ObligationChangedV1,
  ObservationRecordedV1,
  TrendChangedV1,
  type AlertChanged,
  type ObligationChanged,
  type ObservationRecorded,
  type TrendChanged,
} from '#contracts';
import { callerOfActAs, CallerTokens } from '#runtime';
import { eventually } from '#testing';
import { aNotification, mails, SECRET } from '../test/a-notification.js';

describe('the notification service', () => {
  let system: Awaited<ReturnType<typeof aNotification>>;

  beforeAll(async () => {
    system = await aNotification();
  });
  afterAll(() => system.end());
  beforeEach(() => mails.splice(0));

  const observation = (
    period: string,
    value: number,
    over: Partial<ObservationRecorded> = {},
  ): ObservationRecorded => ({
    ...ObservationRecordedV1.example,
    id: `o-${period}`,
    indicator: 'TASK.ONTIME',
    unit: 'SXD',
    scoredUnit: 'SXD',
    period,
    value,
    ...over,
  });
  const alerts = async () =>
    (
      await system.database.query<{ data: AlertChanged }>(
        "SELECT data FROM notification.alert ORDER BY data->>'openedAt'",
      )
    ).map((row) => row.data);
  const alertOf = async (period: string) => (await alerts()).find((alert) => alert.period === period);
  const mailsAre = (count: number) => eventually(() => mails.length === count);
  const settled = (topic: string) =>
    eventually(async () => {
      const rows = await system.database.query<{ next_offset: number }>(
        'SELECT next_offset FROM notification.consumer_offset WHERE topic = $1',
        [topic],
      );
      return (rows[0]?.next_offset ?? 0) > 0;
    });
  const ask = async (path: string, payload: object = {}) =>
    system.app.inject({
      method: 'POST',
      url: path,
      payload,
      headers: {
        authorization: `Bearer ${await new CallerTokens(SECRET).tokenOf(callerOfActAs('an@HEAD.SXD'))}`,
      },
    });

  it('sends one message in Vietnamese to the lead officer when a live value falls under its level', async () => {
    await system.tell(ObservationRecordedV1, observation('2024-01', 52.4));
    await mailsAre(1);
    expect(mails[0]).toMatchObject({ to: { text: 'REP.SXD@chiso.example' } });
    expect(mails[0]!.subject).toContain('Sở Xây dựng');
    expect(mails[0]!.subject).toContain('52,4');
  });

  it('sends nothing more when the same event comes again', async () => {
    await system.tell(ObservationRecordedV1, observation('2024-02', 50));
    await mailsAre(1);
    await system.tell(ObservationRecordedV1, observation('2024-02', 50), observation('2024-03', 99));
    await eventually(
      async () =>
        (await system.database.query(`SELECT 1 FROM notification.watched_value WHERE period = '2024-03'`))
          .length === 1,
    );
    expect(mails).toHaveLength(1);
  });

  it('sends nothing for history that is loaded', async () => {
    await system.tell(ObservationRecordedV1, observation('2021-05', 10, { cause: 'backfill' }));
    await eventually(
      async () =>
        (await system.database.query(`SELECT 1 FROM notification.watched_value WHERE period = '2021-05'`))
          .length === 1,
    );
    expect([await alertOf('2021-05'), mails.length]).toEqual([undefined, 0]);
  });

  it('withdraws the alert when a correction shows that it had no ground, and says so to whom it told', async () => {
    await system.tell(ObservationRecordedV1, observation('2024-04', 40));
    await mailsAre(1);
    await system.tell(
      ObservationRecordedV1,
      observation('2024-04', 91, { version: 2, revision: 1, cause: 'correction', reason: 'correction' }),
    );
    await mailsAre(2);
    expect(mails[1]!.subject).toContain('Rút cảnh báo');
    expect(mails[1]!.subject).toContain('là 91,0, không dưới mức 60,0');
    expect(await alertOf('2024-04')).toMatchObject({ state: 'resolved', withdrawn: true });
  });

  it('takes an acknowledgement once, cancels the ladder, and refuses one for a closed alert', async () => {
    await system.tell(ObservationRecordedV1, observation('2024-05', 41));
    await mailsAre(1);
    const { id } = (await alertOf('2024-05'))!;
    const [first, second] = [await ask(`/alerts/${id}/acknowledge`), await ask(`/alerts/${id}/acknowledge`)];
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(await alertOf('2024-05')).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'HEAD.SXD',
      version: 2,
    });
    const steps = await system.database.query<{ state: string }>(
      'SELECT state FROM notification.escalation_step WHERE alert = $1',
      [id],
    );
    expect(steps.map((step) => step.state)).toEqual(['cancelled', 'cancelled']);
    const closed = (await alertOf('2024-04'))!;
    expect((await ask(`/alerts/${closed.id}/acknowledge`)).json()).toMatchObject({
      status: 409,
      code: 'alert.closed',
    });
  });

  it('keeps an explanation as a new version, and asks for a reason', async () => {
    const { id } = (await alertOf('2024-05'))!;
    expect((await ask(`/alerts/${id}/explain`, {})).json()).toMatchObject({
      status: 400,
      code: 'answer.missing',
    });
    expect((await ask(`/alerts/${id}/explain`, { reason: 'Chờ thẩm định' })).json()).toMatchObject({
      version: 1,
      state: 'answered',
    });
    expect((await ask(`/alerts/${id}/explain`, { reason: 'Đã bổ sung' })).json()).toMatchObject({
      version: 2,
      answeredBy: 'HEAD.SXD',
    });
  });

  it('refuses a command without the token of a caller', async () => {
    const answer = await system.app.inject({
      method: 'POST',
      url: '/alerts/7e0f4d6c-4b7e-5a39-8f29-7d1f0a5b1c33/acknowledge',
    });
    expect(answer.json()).toMatchObject({ status: 401, code: 'caller.token' });
  });

  it('warns of a report whose grace has passed, and resolves when it comes', async () => {
    const due: ObligationChanged = {
      ...ObligationChangedV1.example,
      id: 'SVC.ONTIME:SXD:2024-06',
      unit: 'SXD',
      reportingUnit: 'SXD',
      scoredUnit: 'SXD',
      period: '2024-06',
      state: 'expected',
      version: 1,
      dueAt: '2024-06-25T10:00:00.000Z',
      graceEndsAt: '2024-06-27T10:00:00.000Z',
    };
    await system.tell(ObligationChangedV1, due);
    await mailsAre(1);
    expect(mails[0]!.subject).toContain('chưa nộp báo cáo');
    await system.tell(ObligationChangedV1, {
      ...due,
      state: 'received',
      version: 2,
      receivedAt: '2024-06-28T10:00:00.000Z',
    });
    await mailsAre(2);
    expect(mails[1]!.subject).toContain('Đã xử lý: Sở Xây dựng đã nộp báo cáo');
  });

  it('warns of a trend that worsens with robust evidence in two periods that stand, and not of one', async () => {
    const trend = (period: string): TrendChanged => ({
      ...TrendChangedV1.example,
      unit: 'SXD',
      period,
      verdict: 'worsening',
      strength: 'robust',
      version: 1,
    });
    const takenBack = { verdict: 'insufficient', strength: 'none', withdrawn: true } as const;
    await system.tell(TrendChangedV1, trend('2024-07'));
    await system.tell(TrendChangedV1, { ...trend('2024-09'), ...takenBack });
    await settled(TrendChangedV1.topic);
    expect(mails).toHaveLength(0);
    await system.tell(TrendChangedV1, trend('2024-08'));
    await mailsAre(1);
    expect(mails[0]!.subject).toContain('xấu đi');
  });

  it('tells the office and the vice-chairman of the field when nobody has answered in time', async () => {
    await system.tell(ClockMovedV1, { ...ClockMovedV1.example, now: '2025-01-02T02:00:00.000Z' });
    await system.tell(ObservationRecordedV1, observation('2024-12', 33));
    await mailsAre(1);
    mails.splice(0);
    await system.tell(ClockMovedV1, { ...ClockMovedV1.example, version: 2, now: '2025-01-31T02:00:00.000Z' });
    const { id } = (await alertOf('2024-12'))!;
    const told = () =>
      system.database.query<{ recipient: string }>(
        `SELECT recipient FROM notification.delivery WHERE alert = $1 AND transition LIKE 'escalated%' AND channel = 'email' ORDER BY transition`,
        [id],
      );
    await eventually(async () => (await told()).length === 2);
    expect((await told()).map((row) => row.recipient)).toEqual(['FOCAL', 'PCT1']);
  });
});
