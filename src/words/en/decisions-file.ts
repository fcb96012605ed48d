/** Why a file of decisions is not read, or not written. */
export const decisionsFileWords = {
  line: (line: number, problem: string) => `line ${line}: ${problem}`,
  tooLong: (length: number, unit: "characters" | "bytes", most: number) =>
    `too long for a decisions file: ${length} ${unit}; at most ${most}`,
  empty: "the file is empty; its first line must name the columns",
  noColumn: (column: string, header: string) => `no column ${column} in the header: ${header}`,
  twice: (code: string, technology: string, line: number) => `${code} – ${technology} repeats line ${line}`,
  noQuote: "a quotation mark that is not closed",
  vocabulary: (value: string, known: readonly string[]) =>
    `unknown vocabulary ${value}; use one of ${known.join(", ")}`,
  technology: (value: string) => `unknown technology ${value}; use its full name`,
  noCode: "no code",
  /** For each field of a decision, what is wrong with a value. */
  invalid: {
    decision: (value: string) => `unknown decision ${value}; use accept or reject`,
    reviewer: () => "no reviewer",
    date: (value: string) => `invalid date ${value}; write YYYY-MM-DD`,
    note: () => "no reason in the column note",
    similarity: (value: string) => `invalid similarity ${value}; write a number`,
    cooccurrence: (value: string) => `invalid cooccurrence ${value}; write a number or leave it empty`,
    model: () => "no model"
  },
  noReviewer: "no reviewer; give your name",
  noNote: "no note; give your reason"
};
