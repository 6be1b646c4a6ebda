import { chisoOn } from './chiso-on-files.js';

const FILE = /^`([\w.-]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm;
const CALL = /^```console\n\$ chiso (.*)\n([\s\S]*?)^```$/gm;

/** A call that a page shows, with what it says the call prints. */
export interface Example {
  readonly call: string;
  readonly shown: string;
}

export function examplesIn(page: string): Example[] {
  return [...page.matchAll(CALL)].map(([, call = '', shown = '']) => ({ call, shown }));
}

/** What a call prints on the files that the page shows: results, then problems. */
export async function printedBy(call: string, page: string): Promise<string> {
  const files = [...page.matchAll(FILE)].map(([, name = '', content = '']) => [name, content] as const);
  const { output, problems } = await chisoOn(call.split(' '), Object.fromEntries(files));
  return [...output, ...problems].map((line) => `${line}\n`).join('');
}
