import { isNode, LineCounter, parseDocument } from 'yaml';

const PATH = /^\w+(?:\.\w+|\[\d+\])*/;

/**
 * The line of a method document that a refusal is about: the place that its sentence begins with, as far down as it
 * exists, else the last node whose code the sentence names.
 *
 * JSON.parse keeps no places; JSON is YAML, whose parser does.
 */
export function lineOfRefusal(text: string, detail: string): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const keys = [...(PATH.exec(detail)?.[0] ?? '').matchAll(/\w+/g)].map(([key]) =>
    /^\d+$/.test(key) ? Number(key) : key,
  );
  for (let depth = keys.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return lineOfNamedCode(text, detail);
}

function lineOfNamedCode(text: string, detail: string): number {
  const words = new Set(detail.match(/[^\s"',:;]+/g));
  const lines = text.split('\n');
  const at = lines.findLastIndex((line) =>
    [...line.matchAll(/"code"\s*:\s*"([^"]*)"/g)].some(([, code]) => words.has(code ?? '')),
  );
  return Math.max(0, at) + 1;
}
