import { readFile } from 'node:fs/promises';
import { type MethodDocument, MethodError, parseMethodDocument } from '#scoring-engine';
import { InputProblem } from '../input-problem.js';
import { assertReadable } from '../tables/source-file.js';
import { lineOfFault } from './json-fault.js';
import { lineOfRefusal } from './method-lines.js';

/** An edition document with the text that it was read from, for naming lines. */
export interface MethodFile {
  readonly file: string;
  readonly text: string;
  readonly document: MethodDocument;
}

/** @throws InputProblem file.unreadable, json.malformed, and the codes of parseMethodDocument with their line */
export async function readMethod(file: string): Promise<MethodFile> {
  await assertReadable(file);
  const text = await readFile(file, 'utf8');
  try {
    return { file, text, document: parseMethodDocument(parseJson(file, text)) };
  } catch (error) {
    throw error instanceof MethodError ? atLineOf({ file, text }, error) : error;
  }
}

/** A refusal of the method, at its place in the document. */
export function atLineOf(
  { file, text }: Pick<MethodFile, 'file' | 'text'>,
  error: MethodError,
): InputProblem {
  const { code, detail } = error;
  return new InputProblem(file, lineOfRefusal(text, detail), code, detail, { cause: error });
}

function parseJson(file: string, text: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json);
  } catch (cause) {
    // V8 quotes the text with its line ends; a problem is one line.
    const sentence = (cause as SyntaxError).message.replaceAll(/\s+/g, ' ');
    throw new InputProblem(file, lineOfFault(json), 'json.malformed', sentence, { cause });
  }
}
