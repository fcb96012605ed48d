/** What stands at the code cells of a page. */
export const cellWords = {
  /** What a screen reader calls a table that scrolls. */
  result: "Query result",
  /** Beside the button that copies a cell. */
  copied: "Copied"
};
