import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Page } from 'playwright-core';

const AXE = createRequire(path.join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Found {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** What axe finds against WCAG 2.2 AA on the page as it stands, each with the first element. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate<Found, string[]>(
    (rules) =>
      (
        globalThis as unknown as { axe: { run: (node: Document, options: object) => Promise<Found> } }
      ).axe.run(document, {
        runOnly: rules,
      }),
    RULES,
  );
  return found.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html.slice(0, 160)}`);
}
