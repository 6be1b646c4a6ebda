export type CsvValue = string | number | boolean | undefined;

/** RFC 4180 with LF and a byte order mark, so that spreadsheets read the Vietnamese names as UTF-8. */
export const csvOf = (head: readonly string[], rows: readonly (readonly CsvValue[])[]): string =>
  `\uFEFF${[head, ...rows].map((row) => row.map(field).join(',')).join('\n')}\n`;

/** A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). */
function field(value: CsvValue): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
