/** Signs with which a spreadsheet lets a formula begin, the wide forms of East Asian keyboards included. */
const formula = "[=+\\-@＝＋－＠]";

const atStart = new RegExp(`^(?:[\\t\\r\\n]|[\\s"]*${formula})`);
/** Where the list separator is not a comma, a spreadsheet begins a new cell here, whatever quotation marks say. */
const afterBreak = new RegExp(`([;\\t\\r\\n][\\s"]*)(?=${formula})`, "g");

/**
 * A text as one field of a CSV file (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it,
 * also behind what separates fields in other countries (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvField(text: string): string {
  const plain = `${atStart.test(text) ? "'" : ""}${text.replace(afterBreak, "$1'")}`;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
