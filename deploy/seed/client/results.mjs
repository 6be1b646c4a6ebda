// @ts-check
const SHOWN = 20;

/** @typedef {{ index: number, outcome: string, problems?: { code: string, detail: string, field?: string }[] }} Result */

/** Counts what became of the rows sent and prints the first rows that were returned: each of them is a fault of ours. */
export class ResultCounter {
  returned = 0;
  #print;

  /** @param {(line: string) => void} print */
  constructor(print) {
    this.#print = print;
  }

  /**
   * @param {unknown} answer
   * @param {readonly unknown[]} rows
   */
  count(answer, rows) {
    for (const { index, outcome, problems = [] } of resultsOf(answer)) {
      if (outcome !== 'returned') continue;
      this.returned += 1;
      if (this.returned > SHOWN) continue;
      const reasons = problems.map(({ code, detail }) => `${code} ${detail}`).join('; ');
      this.#print(`returned: ${JSON.stringify(rows[index])}: ${reasons}`);
    }
  }
}

/**
 * @param {unknown} answer
 * @returns {Result[]}
 */
const resultsOf = (answer) =>
  typeof answer === 'object' && answer !== null && 'results' in answer && Array.isArray(answer.results)
    ? answer.results
    : [];
