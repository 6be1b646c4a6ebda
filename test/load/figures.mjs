// Figures as the benchmarks print them.
export const fixed = (value, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const sorted = (values) => values.toSorted((a, b) => a - b);

export const median = (values) => sorted(values)[(values.length - 1) >> 1];

/** Smallest, median and largest; one figure where there is only one. */
export function spread(values, digits) {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  if (values.length === 1) return fixed(from, digits);
  return `${fixed(from, digits)} / **${fixed(median(values), digits)}** / ${fixed(to, digits)}`;
}

/** The smallest value that so large a share of them does not exceed. */
export const quantile = (values, share) => sorted(values)[Math.ceil(share * values.length) - 1];

/** A row of the table; without an aim it is only reported. */
export const row = (what, figure, aim, reached) => ({ what, figure, ...(aim && { aim, reached }) });

/** Quantiles of times in ms against aims in the same order. */
export function quantileRow(what, times, shares, aims) {
  const found = shares.map((share) => quantile(times, share));
  return row(
    what,
    `${found.map((each) => fixed(each, each < 10 ? 1 : 0)).join(' / ')} ms`,
    `${aims.join(' / ')} ms`,
    found.every((each, at) => each <= aims[at]),
  );
}

export const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
];
