import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface StackTools {
  readonly startTestStack: () => Promise<{ databaseUrl: string; brokers: string }>;
}

/** The launcher's code is plain JavaScript outside the build, so it is found by its place in the checkout and not by import. */
const load = (file: string): Promise<unknown> => import(pathToFileURL(path.join(checkout(), file)).href);

function checkout(): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`no package.json above ${import.meta.dirname}`);
  }
}

export const stackTools = async () => (await load('test/stack/test-stack.mjs')) as StackTools;
