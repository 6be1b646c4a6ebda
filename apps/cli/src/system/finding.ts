import type { Run } from '../run.js';

/** What one look found. */
export interface Finding {
  readonly about: string;
  readonly ok: boolean;
  readonly says: string;
  /** What to do about it; only where it is not right. */
  readonly advice?: string;
}

export const right = (about: string, says: string): Finding => ({ about, ok: true, says });

export const wrong = (about: string, says: string, advice: string): Finding => ({
  about,
  ok: false,
  says,
  advice,
});

/** Prints a finding a line; the call ends with 1 where one of them is not right. */
export function tell(run: Run, findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ about }) => about.length));
  for (const { about, ok, says, advice } of findings) {
    run.say(`${ok ? '✓' : '✗'} ${about.padEnd(width)}  ${says}\n`);
    if (advice !== undefined) run.say(`  ${' '.repeat(width)}  → ${advice}\n`);
    if (!ok) run.fail();
  }
}
