import { InputProblem } from '../input-problem.js';

const NEW_LINE = 10;

/**
 * The text of a file, chunk by chunk, without a byte order mark.
 *
 * @throws InputProblem file.not-utf8, with the line: a wrong encoding would spoil names without a word
 */
export async function* textChunks(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for await (const chunk of bytes) {
    yield decodedOr(
      file,
      () => decoder.decode(chunk, { stream: true }),
      () => line + newLinesBeforeFault(chunk),
    );
    line += newLinesIn(chunk);
  }
  yield decodedOr(
    file,
    () => decoder.decode(),
    () => line,
  );
}

function decodedOr(file: string, decode: () => string, lineOfFault: () => number): string {
  try {
    return decode();
  } catch (cause) {
    const detail = 'these bytes are not UTF-8; save the file as UTF-8';
    throw new InputProblem(file, lineOfFault(), 'file.not-utf8', detail, { cause });
  }
}

function newLinesBeforeFault(chunk: Uint8Array): number {
  const [sound = ''] = new TextDecoder().decode(chunk).split('\uFFFD', 1);
  return sound.split('\n').length - 1;
}

function newLinesIn(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) count += 1;
  return count;
}
