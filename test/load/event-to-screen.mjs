// From the answer of POST /observations to the changed score in an open page's live stream and its answer, hop by hop.
// Run against a running system with its history loaded:
//   node test/load/event-to-screen.mjs http://127.0.0.1:8080 [values=200] [perSecond=5]
import { setTimeout as sleep } from 'node:timers/promises';

const [base = 'http://127.0.0.1:8080', count = '200', rate = '5'] = process.argv.slice(2);
const UNIT = 'SXD';
const PERIOD = '2024-10';
const SCORE = '/scores/INV/SXD/2024-11';
const hops = {
  'answer → event on /live': [],
  'event → new score asked for': [],
  'answer → score as a page shows it': [],
};

const at = () => performance.now();
const waiting = [];

async function listen() {
  const response = await fetch(`${base}/api/v1/live?topics=score`, {
    headers: { accept: 'text/event-stream' },
  });
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop();
    if (messages.some((message) => message.includes(UNIT)))
      for (const resolve of waiting.splice(0)) resolve(at());
  }
}

async function change(numerator) {
  const heard = new Promise((resolve) => waiting.push(resolve));
  const body = {
    observations: [
      {
        indicator: 'INV.LATERATE',
        unit: UNIT,
        period: PERIOD,
        numerator,
        denominator: 1000,
        reason: 'correction',
      },
    ],
  };
  const response = await fetch(`${base}/api/v1/observations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { results } = await response.json();
  if (!['recorded', 'revised'].includes(results?.[0]?.outcome))
    throw new Error(JSON.stringify(results ?? response.status));
  const answered = at();
  const event = await Promise.race([heard, sleep(10_000)]);
  if (event === undefined) throw new Error('no event within 10 s');
  await (await fetch(`${base}/api/v1${SCORE}`)).json();
  const shown = at();
  hops['answer → event on /live'].push(Math.max(0, event - answered));
  hops['event → new score asked for'].push(shown - event);
  hops['answer → score as a page shows it'].push(shown - answered);
}

const quantile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];

void listen().catch(() => undefined);
await sleep(500);
await fetch(`${base}/api/v1/observations`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    observations: [
      {
        indicator: 'INV.DISB.PROV',
        unit: UNIT,
        period: PERIOD,
        numerator: 60,
        denominator: 100,
        reason: 'correction',
      },
    ],
  }),
});
for (let n = 0; n < Number(count); n++) {
  const next = at() + 1000 / Number(rate);
  await change((n * 7 + (Date.now() % 500)) % 1000);
  await sleep(Math.max(0, next - at()));
}
for (const [name, times] of Object.entries(hops)) {
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `${name}: p50 ${quantile(sorted, 0.5).toFixed(0)} ms, p95 ${quantile(sorted, 0.95).toFixed(0)} ms, max ${sorted.at(-1).toFixed(0)} ms (${sorted.length} values)`,
  );
}
const whole = hops['answer → score as a page shows it'].toSorted((a, b) => a - b);
process.exit(quantile(whole, 0.95) < 1000 ? 0 : 1);
