import { jest } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { gatewayUrl } from './running-gateway.js';
import { violationsOf } from './violations.js';

// A busy machine with two cores takes its time to draw and judge a thousand cells.
jest.setTimeout(120_000);

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
type Screen = keyof typeof SCREENS;
const EVERY = Object.keys(SCREENS) as Screen[];
/** Each screen once at a desk; on a phone and in the dark those whose layout or colours differ most. */
const DENSE: Screen[] = ['overview', 'PCI', 'one unit', 'alerts'];
const VIEWS = {
  'a desk': { screens: EVERY, view: { viewport: { width: 1366, height: 900 } } },
  'a phone': { screens: DENSE, view: { viewport: { width: 360, height: 740 } } },
  'the dark': { screens: DENSE, view: { viewport: { width: 1366, height: 900 }, colorScheme: 'dark' } },
} as const;

describe.each(Object.entries(VIEWS))('seen on %s', (_, { screens, view }) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  it.each(screens)('%s has no violation of WCAG 2.2 AA and no sideways scrolling', async (screen) => {
    const page = await browser.newPage({ ...view, locale: 'vi-VN' });
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    await page.goto(`${gatewayUrl()}${SCREENS[screen]}`);
    await page.waitForSelector('main:not([aria-busy]) h1');
    expect(failures).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.close();
  });
});
