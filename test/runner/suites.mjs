// Runs one part of the tests and says how many passed and failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const BIN = path.join(ROOT, 'node_modules/.bin');

/** `quiet`: what it prints is shown only when it fails. */
function run(command, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(path.join(BIN, command), args, {
      cwd: ROOT,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, PATH: `${BIN}${path.delimiter}${process.env.PATH}`, ...env },
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => resolve({ code: 1, text: error.message }));
    child.once('close', (code) => resolve({ code, text: Buffer.concat(output).toString() }));
  });
}

/** A tool that says yes or no: one test. */
export const tool =
  (command, ...args) =>
  async () => {
    const { code, text } = await run(command, args, { quiet: true });
    if (code !== 0) console.log(text.trimEnd());
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };

/** A file that could not even run counts as one failure: its tests are not known. */
const countsOf = ({ numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) => ({
  passed: numPassedTests,
  failed: numFailedTests + numRuntimeErrorTestSuites,
  skipped: numPendingTests,
});

/** The tests of one jest configuration. */
export const jest =
  (config, { only = [], env = {} } = {}) =>
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'chiso-results-'));
    const results = path.join(folder, 'results.json');
    const args = [
      '--config',
      config,
      '--json',
      `--outputFile=${results}`,
      '--testLocationInResults=false',
      ...only,
    ];
    const { code } = await run('jest', args, {
      env: { ...env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    });
    try {
      const counts = countsOf(JSON.parse(readFileSync(results, 'utf8')));
      // Something after the last test can still have failed, such as the teardown.
      return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
    } catch {
      return { passed: 0, failed: 1 };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
