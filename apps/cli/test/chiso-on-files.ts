import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { chiso } from '../src/chiso.js';
import { Run } from '../src/run.js';

export interface Outcome {
  readonly exitCode: number;
  /** What was printed as JSON, line by line; help is not. */
  readonly lines: readonly Record<string, unknown>[];
  /** Standard output, line by line. */
  readonly output: readonly string[];
  /** Standard error, line by line. */
  readonly problems: readonly string[];
}

function collector(chunks: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
}

const linesOf = (chunks: readonly string[]) =>
  chunks
    .join('')
    .split('\n')
    .filter((line) => line !== '');

/** Runs `chiso` in this process on files of the given content; problems name files without their folder. */
export async function chisoOn(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  input = '',
): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chiso-cli-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    const [out, err]: [string[], string[]] = [[], []];
    const run = new Run(Readable.from([Buffer.from(input)]), collector(out), collector(err));
    const placed = args.map((arg) => (arg in files ? path.join(folder, arg) : arg));
    const exitCode = await chiso(placed, run);
    const output = linesOf(out);
    const results = output.filter((line) => line.startsWith('{'));
    return {
      exitCode,
      output,
      lines: results.map((line) => JSON.parse(line) as Record<string, unknown>),
      problems: linesOf(err).map((line) => line.replaceAll(`${folder}/`, '')),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
