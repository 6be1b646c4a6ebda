import { AlertChangedV1 } from '#contracts';
import { isBounce } from './email.channel.js';
import { messageOf } from './message.js';
import { retryWait } from './retry-schedule.js';

const addressee = {
  position: 'Cán bộ đầu mối Sở Xây dựng',
  url: 'http://127.0.0.1:8080/canh-bao/a1',
  locale: 'vi' as const,
};

describe('messages', () => {
  it('state the fact in Vietnamese, say what to do, and give the address', () => {
    const message = messageOf(AlertChangedV1.example, 'fired', addressee);
    expect(message.subject).toBe('Cảnh báo: Tỷ lệ nhiệm vụ đúng hạn của Sở Xây dựng là 52,4%');
    expect(message.text).toContain('Kính gửi Cán bộ đầu mối Sở Xây dựng,');
    expect(message.text).toContain('http://127.0.0.1:8080/canh-bao/a1');
  });

  it('say at the top when their data are synthetic', () => {
    expect(messageOf({ ...AlertChangedV1.example, demo: true }, 'fired', addressee).text).toMatch(
      /^Dữ liệu mô phỏng/,
    );
  });

  it('escape what comes from the catalogue', () => {
    expect(
      messageOf({ ...AlertChangedV1.example, titleVi: '<b>x</b>' }, 'fired', addressee).html,
    ).not.toContain('<b>');
  });
});

describe('retries', () => {
  it('follow the schedule of Standard Webhooks within a fifth, and end after nine waits', () => {
    const waits = Array.from({ length: 10 }, (_, n) => retryWait(n + 1, 0.5));
    expect(waits).toEqual(
      [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
        .map((seconds) => seconds * 1000)
        .concat([undefined as never]),
    );
    expect([retryWait(1, 0), retryWait(1, 1)]).toEqual([4000, 6000]);
  });

  it('are not made where the server refused for good', () => {
    expect([
      isBounce({ responseCode: 550 }),
      isBounce({ responseCode: 451 }),
      isBounce(new Error('refused')),
    ]).toEqual([true, false, false]);
  });
});
