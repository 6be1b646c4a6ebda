import { jest } from '@jest/globals';
import { type HeatResponse, type OverviewResponse } from '#contracts';
import { type Browser, type Page } from 'playwright-core';
import { eventually } from '#testing';
import { openChromium } from './chromium.js';
import { ask, gatewayUrl } from './running-gateway.js';

/** A month in which all 29 departments and districts of the province report. */
const PERIOD = '2024-11';

// A busy machine with two cores takes its time to draw and judge a thousand cells.
jest.setTimeout(120_000);

describe('the overview', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1366, height: 900 }, locale: 'vi-VN' });
    await page.goto(`${gatewayUrl()}/?period=${PERIOD}`);
    await page.waitForSelector('[data-index="PAPI"] svg[role="img"]');
  });
  afterAll(() => browser.close());

  it('is in Vietnamese and opens with the answer in figures', async () => {
    expect(await page.getAttribute('html', 'lang')).toBe('vi');
    expect(await page.textContent('.answer')).toMatch(/PCI \d{4} hạng \d+\/\d+\. PAPI \d{4} hạng \d+\/\d+/);
  });

  it('shows rank and score of both indices as the API gives them', async () => {
    const { indices } = await ask<OverviewResponse>(`/overview?period=${PERIOD}`);
    for (const card of indices) {
      const code = card.index.code.replace('.TOTAL', '');
      const value = card.latest?.published?.value ?? card.latest?.computed?.value ?? Number.NaN;
      const shown = await page.textContent(`[data-index="${code}"]`);
      expect(shown).toContain(value.toFixed(2).replace('.', ','));
      expect(shown).toContain(card.latest?.period ?? 'no year');
    }
  });

  it('leaves a gap where a year was not published, and draws no line across it', async () => {
    const { indices } = await ask<OverviewResponse>(`/overview?period=${PERIOD}`);
    const pci = indices.find((card) => card.index.code.startsWith('PCI'));
    const missing = (pci?.years ?? []).filter((year) => year.value === undefined).map((year) => year.period);
    const hatched = await page.$$eval('[data-index="PCI"] [data-missing-year]', (marks) =>
      marks.map((mark) => mark.getAttribute('data-missing-year')),
    );
    expect(missing).toContain('2017');
    expect(hatched).toEqual(missing);
    const line = await page.getAttribute('[data-index="PCI"] [data-line="published"]', 'd');
    expect(line?.match(/M/g)?.length).toBe(runsOf(pci?.years ?? []));
  });

  it('has a row for the province and for each reporting unit, in the order of the API', async () => {
    await eventually(async () => {
      const heat = await ask<HeatResponse>(`/heat?period=${PERIOD}`);
      const rows = await page.$$eval('.heat-cells tbody tr', (lines) =>
        lines.map((line) => line.getAttribute('data-unit')),
      );
      expect(heat.rows).toHaveLength(29);
      expect(rows).toEqual([
        ...(heat.province ? [heat.province.unit.code] : []),
        ...heat.rows.map((row) => row.unit.code),
      ]);
      return true;
    });
    expect(await page.locator('.heat-cells thead th.component').count()).toBe(20);
  });

  it('speaks English after one press, with the same figures', async () => {
    await page.click('.languages button[lang="en"]');
    await page.waitForSelector('html[lang="en"]');
    expect(await page.textContent('.answer')).toMatch(/PCI \d{4} rank \d+\/\d+\. PAPI \d{4} rank \d+\/\d+/);
  });
});

/** How many unbroken runs of years with a value there are. */
function runsOf(years: readonly { value?: number }[]): number {
  return years.filter((year, at) => year.value !== undefined && years[at - 1]?.value === undefined).length;
}
