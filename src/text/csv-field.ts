/** Signs with which a spreadsheet lets a formula begin, the wide forms of East Asian keyboards included. */
const formula = "[=+\\-@＝＋－＠]";

/**
 * Where a formula would begin, for regular expressions here and in DuckDB: at the start of a text, and behind what
 * separates cells where the list separator is not a comma, whatever quotation marks say (two groups: before the
 * apostrophe, after it).
 */
export const formulaPatterns = {
  start: `^(?:[\\t\\r\\n]|[\\s"]*${formula})`,
  break: `([;\\t\\r\\n][\\s"]*)(${formula})`
} as const;

const atStart = new RegExp(formulaPatterns.start);
const afterBreak = new RegExp(formulaPatterns.break, "g");

/**
 * A text as one field of a CSV file (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before
 * it, also behind what separates fields in other countries (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvField(text: string): string {
  const plain = `${atStart.test(text) ? "'" : ""}${text.replace(afterBreak, "$1'$2")}`;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
