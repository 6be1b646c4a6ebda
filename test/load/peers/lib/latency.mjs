import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { periodOf, unitCode } from '../generator/generate.mjs';
import { kafka } from './kafka.mjs';

const WARM = 10;
const SAMPLES = 200;
const EVERY_MS = 100;
/** A slow peer on a busy machine takes longer than its clock allows, and is still measured. */
const PATIENCE = 600;
/** Behind every month of the job, so that each sample has a cell of its own. */
const FIRST_MONTH = 50;

const messageOf = (unit, period) => ({
  key: unit,
  headers: {
    ce_id: randomUUID(),
    ce_type: 'observation.recorded',
    ce_source: '/peers/latency',
    ce_time: new Date().toISOString(),
    ce_subject: `${unit}/I001`,
    ce_specversion: '1.0',
    'content-type': 'application/json',
  },
  value: JSON.stringify({
    indicator: 'I001',
    unit,
    period,
    revision: 0,
    status: 'official',
    value: 20,
    recordedAt: new Date().toISOString(),
  }),
});

/** 200 new observations at 10/s on an idle system; each in a (unit, period) of its own, seen again as score.changed. */
export async function measureLatency(admin, topic, units) {
  const client = kafka('latency');
  const producer = client.producer({ allowAutoTopicCreation: false });
  const consumer = client.consumer({ groupId: `latency-${topic}-${Date.now()}`, maxWaitTimeInMs: 500 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: false });
  const pending = new Map();
  const times = [];
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      const state = JSON.parse(message.value);
      const key = `${state.unit}|${state.period}`;
      const from = pending.get(key);
      if (from === undefined) return;
      times.push(performance.now() - from);
      pending.delete(key);
    },
  });
  await joined;
  await sleep(3000);
  for (let at = 0; at < SAMPLES + WARM; at += 1) {
    const unit = unitCode(at % units);
    const period = periodOf(Math.floor(at / units) + FIRST_MONTH);
    const next = performance.now() + EVERY_MS;
    if (at >= WARM) pending.set(`${unit}|${period}`, performance.now());
    await producer.send({ topic: 'obs', acks: -1, messages: [messageOf(unit, period)] });
    await sleep(Math.max(0, next - performance.now()));
  }
  for (let waits = 0; waits < PATIENCE && pending.size > 0; waits += 1) await sleep(EVERY_MS);
  await consumer.disconnect();
  await producer.disconnect();
  if (pending.size > 0) throw new Error(`${pending.size} samples were not seen`);
  return times;
}
