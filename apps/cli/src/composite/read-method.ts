import { readFile } from 'node:fs/promises';
import { type MethodDocument, MethodError, parseMethodDocument } from '#scoring-engine';
import { InputProblem } from '../input-problem.js';
import { assertReadable } from '../tables/source-file.js';
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
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const sentence = cause instanceof Error ? cause.message : 'this is not JSON';
    const line = /\(line (\d+) /.exec(sentence)?.[1];
    const atEnd = text.trimEnd().split('\n').length;
    throw new InputProblem(file, Number(line ?? atEnd), 'json.malformed', sentence, { cause });
  }
}
