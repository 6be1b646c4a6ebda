import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type StatusResponse } from '#contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { jsx } from 'react/jsx-runtime';
import { renderToStaticMarkup } from 'react-dom/server';
import { Router } from 'wouter';
import { speak } from '../language/set-up.js';
import { ContextBar, type PageContext } from './context-bar.js';

const STATUS: StatusResponse = {
  now: '2025-02-28T17:00:00.000Z',
  real: '2026-11-24T00:00:00.000Z',
  today: '2025-03-01',
  running: true,
  load: [],
  loading: false,
  catalogueVersion: 8,
  freshness: [],
  position: 1,
};
const MONTH = { from: '2025-02-01', until: '2025-02-28', played: 1234, total: 9010 };
type State = NonNullable<StatusResponse['demo']>['state'];

/** The strip above every screen as text, while the demo stands so. */
function strip(state: State | undefined, context: PageContext = {}, locale: 'vi' | 'en' = 'vi'): string {
  speak(locale);
  const questions = new QueryClient();
  questions.setQueryData(['answer', '/status', locale, '/api/v1/status'], {
    ...STATUS,
    ...(state && { demo: { ...MONTH, state } }),
  });
  const bar = jsx(ContextBar, context);
  const routed = jsx(Router, { ssrPath: '/', children: bar });
  const page = jsx(QueryClientProvider, { client: questions, children: routed });
  return renderToStaticMarkup(page).replaceAll(/<[^>]+>/g, ' ');
}

describe('the strip above every screen', () => {
  it('says that the demo is over, and on which day, in both languages', () => {
    expect(strip('over')).toContain('Phần chạy thử đã hết: số mô phỏng dừng ở ngày 28/02/2025');
    expect(strip('over', {}, 'en')).toContain('The demo is over: synthetic values end on 28/02/2025');
  });

  it('says how far the demo has come while it plays, and that it waits before', () => {
    expect(strip('playing')).toContain('Chạy thử 1.234/9.010');
    expect(strip('playing')).not.toContain('đã hết');
    expect(strip('waiting')).toContain('Chạy thử bắt đầu từ 01/02/2025');
  });

  it('says nothing of a demo where there is none', () => {
    expect(strip(undefined)).not.toMatch(/Chạy thử|mô phỏng/);
  });

  it('marks a screen that shows a synthetic value, and none that shows published results alone', () => {
    const mark = 'dữ liệu mô phỏng';
    expect(strip('over', { demo: true })).toContain(mark);
    expect(strip(undefined, { demo: true })).toContain(mark);
    expect(strip('playing')).toContain(mark);
    expect(strip('playing', { demo: false })).not.toContain(mark);
  });
});

describe('every screen', () => {
  const source = path.resolve(import.meta.dirname, '..');
  const screens = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.tsx') && !/page-frame|not-found/.test(name),
  );
  const framed = screens
    .map((name) => ({ name, text: readFileSync(path.join(source, name), 'utf8') }))
    .flatMap(({ name, text }) =>
      [...text.matchAll(/<PageFrame([\s\S]*?)>\n/g)].map(([, props]) => ({ name, props })),
    );

  it.each(framed)('$name tells the strip whether it shows a synthetic value', ({ props }) => {
    expect(props).toContain('demo={');
  });

  it('is found', () => {
    expect(framed.length).toBeGreaterThanOrEqual(7);
  });
});
