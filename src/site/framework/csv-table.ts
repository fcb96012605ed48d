import {Float64, Int64, type Vector, Table, tableToIPC, Utf8, vectorFromArray} from "apache-arrow";
import {yourDataWords} from "../../words/en/your-data.ts";
import {readDelimited, type TextRow} from "../../your-data/delimited.ts";
import {NumberReader} from "../../your-data/numbers.ts";
import {DataProblem, type Problem} from "../../your-data/problems.ts";
import {decodePieces} from "../../your-data/text.ts";

/**
 * Reads a CSV file of a page as an Arrow stream, by the rules for a table of one's own. The delimiter is the only one
 * that occurs in the header. A column holds numbers if all its fields are numbers of a declared form without leading
 * zeros; any other column is text. An empty field is null.
 * @throws Error with file, line and column for an unusable file
 */
export function csvToArrow(file: string, bytes: Uint8Array): Uint8Array {
  try {
    const table = readDelimited(decodePieces([bytes]), checkHeader);
    const rows = Array.from(table.rows);
    const columns = table.header.map((name, i) => [name, columnOf(rows, i, name, table.delimiter !== ",")] as const);
    // An object would put names such as 2020 before all others.
    return tableToIPC(new Table(Object.fromEntries(columns)).select(table.header), "stream");
  } catch (error) {
    if (!(error instanceof DataProblem)) throw error;
    const {line, column} = error.problem.at ?? {};
    const {message, advice} = yourDataWords.fault(error.problem);
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    throw new Error(`${place}: ${message}; ${advice}`, {cause: error});
  }
}

function checkHeader(header: string[], line: number): void {
  const column = header.find((name, i) => header.indexOf(name) !== i);
  if (column !== undefined) throw new DataProblem({kind: "column-twice", at: {line, column}});
  if (header.some((name) => name === "" || /[,;\t]/.test(name)))
    throw new DataProblem({kind: "unclear-header", at: {line}, found: header});
}

function columnOf(rows: readonly TextRow[], index: number, column: string, grouped: boolean): Vector {
  const numbers = numbersOf(rows, index, column, grouped);
  if (!numbers)
    return vectorFromArray(
      rows.map(({fields}) => fields[index]! || null),
      new Utf8()
    );
  return numbers.whole
    ? vectorFromArray(
        numbers.values.map((value) => (value === null ? null : BigInt(value))),
        new Int64()
      )
    : vectorFromArray(numbers.values, new Float64());
}

/** The numbers of a column; undefined for a column of text. */
function numbersOf(rows: readonly TextRow[], index: number, column: string, grouped: boolean) {
  const reader = new NumberReader(grouped);
  const waiting: {row: number; text: string; readings: readonly [number, number]}[] = [];
  let problem: Problem | undefined;
  const values: (number | null)[] = [];
  for (const [row, {line, fields}] of rows.entries()) {
    const text = fields[index]!.trim();
    if (text === "") {
      values.push(null);
      continue;
    }
    const reading = reader.read(text, line);
    // Codes such as 007 are names.
    if (reading.kind === "not-number" || /^[+-]?0\d/.test(text)) return undefined;
    if (reading.kind === "two-marks") problem ??= {at: {line, column}, value: text, ...reading};
    if (reading.kind === "ambiguous") waiting.push({row, text, readings: reading.readings});
    values.push(reading.kind === "number" ? reading.value : null);
  }
  for (const {row, text, readings} of waiting) {
    const value = reader.settle(text, readings);
    if (value === undefined)
      problem ??= {kind: "ambiguous", at: {line: rows[row]!.line, column}, value: text, readings};
    else values[row] = value;
  }
  if (problem) throw new DataProblem(problem);
  if (values.every((value) => value === null)) return undefined;
  return {values, whole: reader.marks.decimal === null && values.every((value) => Number.isSafeInteger(value ?? 0))};
}
