import chromiumInPackage from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--no-zygote',
  '--headless=shell',
  '--disable-gpu',
  '--disable-dev-shm-usage',
];

/** A real Chromium: the one of CHROMIUM_PATH, else the binary that lies in the npm package and needs no system package. */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await chromiumInPackage.executablePath());
  return chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
}
