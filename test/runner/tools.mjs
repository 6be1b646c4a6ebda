// Which tools this machine has: what has to be left out is said with a sentence, never passed over.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Why no Chromium runs here, or undefined where one does. */
export async function whyNoChromium() {
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const file = process.env.CHROMIUM_PATH ?? (await packaged.executablePath());
    await run(file, ['--version', '--no-sandbox']);
    return undefined;
  } catch (error) {
    return `no Chromium runs on this machine (${error.message.split('\n')[0]}); name one in CHROMIUM_PATH`;
  }
}
