import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '#testing';

export interface Launched {
  readonly process: ChildProcess;
  /** All that it has said so far, both streams. */
  said(): string;
  /** Waits for the line `Ready:` and returns its address. */
  ready(): Promise<string>;
  /** Its exit status, once it has ended. */
  status(): Promise<number | null>;
}

/** Runs `npm start`'s own program in a checkout. */
export function launch(
  root: string,
  settings: Record<string, string>,
  args: readonly string[] = [],
): Launched {
  const launched = spawn(process.execPath, ['deploy/local/start.mjs', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [launched.stdout, launched.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => launched.once('close', resolve));
  const ready = async () => {
    const line = eventually(() => /^Ready: (\S+)$/m.exec(said)?.[1], { within: 90_000 });
    const early = ended.then(() =>
      Promise.reject(new Error(`the launcher ended before it was ready:\n${said}`)),
    );
    return Promise.race([line, early]);
  };
  return { process: launched, said: () => said, ready, status: () => ended };
}

/** The processes that belong to a checkout, by their command line or their folder: what must be gone when it has stopped. */
export function processesOf(root: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        const command = readFileSync(path.join('/proc', pid, 'cmdline'), 'utf8')
          .replaceAll('\0', ' ')
          .trim();
        const belongs =
          command.includes(root) || readlinkSync(path.join('/proc', pid, 'cwd')).startsWith(root);
        return belongs && command !== '' ? [`${pid} ${command}`] : [];
      } catch {
        return [];
      }
    });
}

export const pidOf = (root: string, word: string): number => {
  const found = processesOf(root).find((line) => line.includes(word));
  if (found === undefined) throw new Error(`no process of ${root} with ${word}`);
  return Number.parseInt(found, 10);
};
