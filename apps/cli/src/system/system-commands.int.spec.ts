import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TOPICS } from '#contracts';
import { testStack, withSettings } from '#testing';
import { chisoOn } from '../../test/chiso-on-files.js';

describe('A real broker and a real database on the command line', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chiso-system-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function chiso(command: string) {
    const { brokers, databaseUrl } = await testStack();
    const settings = { CHISO_DATA_DIR: folder, KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl };
    const outcome = await withSettings(settings, () => chisoOn([command]));
    return { ...outcome, brokers };
  }

  it('are examined by doctor: version, size, lag, and the topics that are missing', async () => {
    const { exitCode, output, brokers } = await chiso('doctor');
    expect(output).toEqual(
      expect.arrayContaining([
        `✓ Broker    ${brokers} answers`,
        expect.stringMatching(/^✓ Database {2}PostgreSQL 18, \d+ \w+, \d+ of \d+ connections$/),
        expect.stringMatching(/^✓ Lag {7}\d+ groups, at most \d+ records behind$/),
        expect.stringMatching(/^✗ Topics {4}.*chiso\.catalogue\.v1/),
        expect.stringMatching(/→ Missing ones are made by npm start/),
      ]),
    );
    expect(exitCode).toBe(1);
  });

  it('have their topics told with what lies in each, and the call ends with 0', async () => {
    const { exitCode, output, problems } = await chiso('topics');
    expect([exitCode, problems]).toEqual([0, []]);
    expect(output).toHaveLength(TOPICS.length);
    for (const line of output) expect(line).toMatch(/ (missing|\d+)$/);
  });
});
