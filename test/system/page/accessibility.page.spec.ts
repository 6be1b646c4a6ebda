import { type Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { gatewayUrl } from './running-gateway.js';
import { violationsOf } from './violations.js';

const PERIOD = 'period=2024-11';
const SCREENS = {
  overview: `/?${PERIOD}`,
  PCI: '/indices/PCI',
  PAPI: '/indices/PAPI',
  units: `/units?${PERIOD}`,
  'one unit': `/units/STNMT?${PERIOD}`,
  'a published score': '/scores/PCI/TN/2016',
  'a series': '/series/PCI.TOTAL/TN',
  alerts: '/alerts',
  'an address without a page': '/no/such/page',
};
const VIEWS = {
  'a desk': { viewport: { width: 1366, height: 900 } },
  'a phone': { viewport: { width: 360, height: 740 } },
  'the dark': { viewport: { width: 1366, height: 900 }, colorScheme: 'dark' },
} as const;

describe.each(Object.entries(VIEWS))('seen on %s', (_, view) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  it.each(Object.entries(SCREENS))(
    '%s has no violation of WCAG 2.2 AA and no sideways scrolling',
    async (_name, address) => {
      const page = await browser.newPage({ ...view, locale: 'vi-VN' });
      const failures: string[] = [];
      page.on('pageerror', (error) => failures.push(error.message));
      await page.goto(`${gatewayUrl()}${address}`);
      await page.waitForSelector('main:not([aria-busy]) h1');
      expect(failures).toEqual([]);
      expect(await violationsOf(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await page.close();
    },
  );
});
