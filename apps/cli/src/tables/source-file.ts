import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InputProblem } from '../input-problem.js';
import type { Run } from '../run.js';

/** A file that can be read from its start more than once. */
export interface SourceFile {
  /** As it was given; `-` for standard input. */
  readonly name: string;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

/**
 * Opens a file, or standard input for `-`, which is kept in a temporary file while the work lasts: it may have to be
 * read twice, and it may be larger than the memory.
 *
 * @throws InputProblem file.unreadable
 */
export async function withSourceFile<T>(
  name: string,
  run: Run,
  work: (source: SourceFile) => Promise<T>,
): Promise<T> {
  if (name !== '-') {
    await assertReadable(name);
    return work({ name, bytes: () => createReadStream(name) });
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'chiso-'));
  try {
    const copy = path.join(folder, 'standard-input');
    await pipeline(run.input, createWriteStream(copy));
    return await work({ name, bytes: () => createReadStream(copy) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws InputProblem file.unreadable */
export async function assertReadable(name: string): Promise<void> {
  try {
    await access(name, constants.R_OK);
    if (!(await stat(name)).isDirectory()) return;
  } catch (cause) {
    throw new InputProblem(name, 1, 'file.unreadable', 'this file is not there or may not be read', {
      cause,
    });
  }
  throw new InputProblem(name, 1, 'file.unreadable', 'this is a folder; give a file');
}
