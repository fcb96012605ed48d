/** Why a file of decisions is not read, or not written. */
export const decisionsFileWords = {
  line: (line: number, problem: string) => `line ${line}: ${problem}`,
  tooLong: (length: number, unit: "characters" | "bytes", most: number) =>
    `too long for a file of decisions: ${length} ${unit}; at most ${most}`,
  empty: "an empty file; its first line names the columns",
  noColumn: (column: string, header: string) => `no column ${column} in the header: ${header}`,
  twice: (code: string, technology: string, line: number) => `${code} – ${technology} stands in line ${line} already`,
  noQuote: "a quotation mark that is not closed",
  vocabulary: (value: string, known: readonly string[]) =>
    `unknown vocabulary ${value}; take one of ${known.join(", ")}`,
  technology: (value: string) => `unknown technology ${value}; take its name in full`,
  noCode: "no code",
  decision: (value: string) => `unknown decision ${value}; take accept or reject`,
  noReviewer: "no reviewer; say who decides",
  date: (value: string) => `invalid date ${value}; write YYYY-MM-DD`,
  noNote: "no note; say why",
  noReason: "no reason in the column note",
  scores: (similarity: string, cooccurrence: string) =>
    `invalid scores ${similarity}, ${cooccurrence}; write numbers, cooccurrence may be empty`,
  noModel: "no model"
};
