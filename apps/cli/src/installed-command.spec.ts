import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const COMMAND = path.join(import.meta.dirname, '../bin/chiso.mjs');
const SERIES = ['series,period,value', ...[90, 91, 92, 94, 95].map((value, at) => `a,${2017 + at},${value}`)];

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly problems: string;
}

/** Starts the command as a shell does: the file itself, with a process of its own. */
function chiso(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args]);
    const [output, problems]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => problems.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({
        code,
        output: Buffer.concat(output).toString(),
        problems: Buffer.concat(problems).toString(),
      }),
    );
    child.stdin.end(input);
  });
}

describe('The installed command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'chiso-installed-'));
    writeFileSync(path.join(folder, 'x.csv'), SERIES.join('\n'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads a file, and the same from standard input, and prints JSON Lines and nothing else', async () => {
    const ofFile = await chiso(['trend', path.join(folder, 'x.csv')]);
    const ofInput = await chiso(['trend', '-'], SERIES.join('\n'));

    expect([ofFile.code, ofInput.code]).toEqual([0, 0]);
    expect(ofInput.output).toBe(ofFile.output);
    expect(
      ofFile.output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toMatchObject([{ series: 'a', n: 5, verdict: 'improving' }]);
  }, 120_000);

  it('ends with 2 for wrong input and for wrong options, with the problem on standard error', async () => {
    const wrong = await chiso(['trend', '-'], 'series,period,value\na,2020,many\n');
    const unknown = await chiso(['trend', '--no-such']);

    expect([wrong.code, wrong.output]).toEqual([2, '']);
    expect(wrong.problems).toContain('-:2: value.not-a-number');
    expect([unknown.code, unknown.output]).toEqual([2, '']);
  }, 120_000);
});
