/** Text that a spreadsheet takes for a formula when it opens a CSV file; as source also a pattern of DuckDB's. */
export const formulaStart = /^[=+\-@\t\r]/;

/** The text of a cell, with an apostrophe in front where a spreadsheet would compute it. */
export function plainCell(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}
