import { jest } from '@jest/globals';
import { type HeatResponse, type ScoreTreeResponse } from '#contracts';
import { type Browser, type Page } from 'playwright-core';
import { openChromium } from './chromium.js';
import { ask, gatewayUrl, report } from './running-gateway.js';

/** The only indicator by which this department scores in PAPI.1, so that one value decides the cell. */
const VALUE = { indicator: 'PART.RESOLVE', unit: 'STNMT', period: '2024-Q3', denominator: 1000 };
const CELL = { index: 'LEAD.GOV', component: 'PAPI.1', unit: 'STNMT', period: '2024-09' };
const ADDRESS = `/scores/${CELL.index}/${CELL.unit}/${CELL.period}?component=${CELL.component}`;
const LINK = `[data-cell="${CELL.unit}:${CELL.component}"]`;
const PATIENCE_MS = 20_000;

/** A share that differs from run to run, so that a second run changes the score as well. */
const share = (low: number) => low + (Date.now() % 100);

const scoreNow = async () => {
  const heat = await ask<HeatResponse>(`/heat?period=${CELL.period}`);
  const row = heat.rows.find(({ unit }) => unit.code === CELL.unit);
  return row?.cells.find(({ component }) => component === CELL.component)?.value;
};

/** Waits until the page shows the score of the API, which must differ from the one before. */
async function scoreOnPage(page: Page, before: string | null): Promise<string | null> {
  await page.waitForFunction(
    ({ selector, old }) => {
      const text = document.querySelector(`${selector} b`)?.textContent ?? null;
      return text !== null && /\d/.test(text) && text !== old;
    },
    { selector: LINK, old: before },
    { timeout: PATIENCE_MS },
  );
  return page.textContent(`${LINK} b`);
}

// A busy machine with two cores takes its time to draw and judge a thousand cells.
jest.setTimeout(120_000);

describe('a value that is reported while the page is open', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await report({ ...VALUE, numerator: share(750) });
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1366, height: 900 }, locale: 'vi-VN' });
    await page.goto(`${gatewayUrl()}/?period=${CELL.period}`);
    await scoreOnPage(page, null);
  });
  afterAll(() => browser.close());

  it('changes its score without a reload', async () => {
    await page.evaluate(() => {
      (globalThis as unknown as { notReloaded?: boolean }).notReloaded = true;
    });
    const before = await page.textContent(`${LINK} b`);
    await report({ ...VALUE, numerator: share(870) });
    const after = await scoreOnPage(page, before);
    expect(after).toBe((await scoreNow())?.toFixed(1).replace('.', ','));
    expect(await page.evaluate(() => (globalThis as unknown as { notReloaded?: boolean }).notReloaded)).toBe(
      true,
    );
  });

  it('is reached from its cell with the keyboard alone, down to observation, revision and recorded time', async () => {
    const score = await ask<ScoreTreeResponse>(ADDRESS);
    const input = score.tree[0]?.inputs?.[0];
    await page.focus(LINK);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role="treegrid"]');
    await page.focus(`[data-row="${VALUE.indicator}"]`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const line = await page.textContent('tr.observation:focus');
    expect(line).toContain(input?.observation);
    expect(line).toContain(`Bản sửa ${input?.revision}`);
    expect(line).toMatch(/ghi nhận \d{2}:\d{2} \d{2}\/\d{2}\/\d{4}/);
  });
});
