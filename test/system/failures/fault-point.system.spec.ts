import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../../..');

describe('A fault file', () => {
  it('is refused outside tests, before the service does anything', async () => {
    const started = promisify(execFile)(process.execPath, ['dist/apps/scoring/src/main.js'], {
      cwd: ROOT,
      env: { NODE_ENV: 'production', CHISO_FAULT_FILE: '/tmp/none' },
    });
    await expect(started).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'CHISO_FAULT_FILE is for the failure tests alone: it needs NODE_ENV=test.',
      ) as string,
    });
  });
});
