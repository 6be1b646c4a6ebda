import { createReadStream } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { type MethodDocument, MethodError, parseMethodDocument } from '#scoring-engine';
import { InputProblem } from '../input-problem.js';
import { assertReadable } from '../tables/source-file.js';
import { textChunks } from '../tables/text-chunks.js';
import { lineOfFault } from './json-fault.js';
import { lineOfRefusal } from './method-lines.js';

/** An edition document with the text that it was read from, for naming lines. */
export interface MethodFile {
  readonly file: string;
  readonly text: string;
  readonly document: MethodDocument;
}

/** @throws InputProblem file.unreadable, file.not-utf8, json.malformed, method.field-twice, and the codes of parseMethodDocument with their line */
export async function readMethod(file: string): Promise<MethodFile> {
  await assertReadable(file);
  let text = '';
  for await (const chunk of textChunks(file, createReadStream(file))) text += chunk;
  try {
    const document = parseMethodDocument(parseJson(file, text));
    assertFieldsOnce(file, text);
    return { file, text, document };
  } catch (error) {
    throw error instanceof MethodError ? atLineOf({ file, text }, error) : error;
  }
}

/** JSON.parse takes the last of two fields of one name without a word; the parser of YAML tells. */
function assertFieldsOnce(file: string, text: string): void {
  const lines = new LineCounter();
  const { errors } = parseDocument(text, { lineCounter: lines });
  const twice = errors.find(({ code }) => code === 'DUPLICATE_KEY');
  if (!twice) return;
  const { line } = lines.linePos(twice.pos[0]);
  throw new InputProblem(file, line, 'method.field-twice', 'one object has a field twice; give it once');
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
    return JSON.parse(text);
  } catch (cause) {
    // V8 quotes the text with its line ends; a problem is one line.
    const sentence = (cause as SyntaxError).message.replaceAll(/\s+/g, ' ');
    throw new InputProblem(file, lineOfFault(text), 'json.malformed', sentence, { cause });
  }
}
