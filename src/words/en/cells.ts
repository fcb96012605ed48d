/** What stands at the code cells of a page. */
export const cellWords = {
  /** What a screen reader calls a table that scrolls: the first, the second, … of the page. */
  result: (table: number) => (table === 1 ? "Query result" : `Query result ${table}`),
  /** The checkbox above those of the rows, and that of a row. */
  allRows: "Select all rows",
  row: (row: number) => `Select row ${row}`,
  /** Beside the button that copies a cell. */
  copied: "Copied",
  /** In place of a result that is still to come. */
  loading: "Loading…"
};
