import {dsvFormat} from "npm:d3";
import {findColumns} from "./columns.js";
import {DataProblem} from "./problems.js";
import {collect, type OwnRow, type OwnTable} from "./table.js";

const separators = [",", ";", "\t"] as const;

/**
 * Decodes a CSV file: UTF-8, or UTF-16 with a byte order mark, as written by Excel.
 * @throws DataProblem for bytes that are not text
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  if (encoding === "utf-8" && bytes.subarray(0, 65_536).includes(0)) throw new DataProblem({kind: "binary"});
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes);
  } catch (cause) {
    throw new DataProblem({kind: "encoding"}, {cause});
  }
}

/** The most frequent separator in the first non-empty line, outside quotes. */
function separatorOf(text: string): string {
  const line = (/^[\r\n\s]*([^\r\n]*)/.exec(text.slice(0, 100_000))?.[1] ?? "").replace(/"(?:[^"]|"")*"/g, "");
  const times = (separator: string) => line.split(separator).length;
  return [...separators].sort((a, b) => times(b) - times(a))[0]!;
}

/**
 * Reads counts from CSV: a header, then a row for each location and technology. Fields are separated by commas,
 * semicolons or tabs. If the separator is not a comma, numbers may have a decimal comma.
 *
 * @throws DataProblem for an unusable file
 */
export function readCsv(text: string): OwnTable {
  const separator = separatorOf(text);
  let row = 0;
  let header: string[] | undefined;
  let at: ReturnType<typeof findColumns> | undefined;
  const rows: OwnRow[] = [];
  dsvFormat(separator).parseRows(text.replace(/^\ufeff/, ""), (fields) => {
    ++row;
    if (fields.every((field) => field.trim() === "")) return undefined;
    if (!header) {
      header = fields;
      at = findColumns(fields);
      return undefined;
    }
    if (fields.length !== header.length)
      throw new DataProblem({kind: "ragged", row, fields: fields.length, expected: header.length});
    rows.push({
      row,
      location: fields[at!.location]!,
      technology: fields[at!.technology]!,
      value: fields[at!.value]!,
      documents: at!.documents === null ? null : fields[at!.documents]!
    });
    return undefined;
  });
  if (!header || !at) throw new DataProblem({kind: "empty"});
  return collect(rows, {...named(header, at), commas: separator !== ","});
}

/** The columns by their names in the file, and the unused ones. */
export function named(
  header: readonly string[],
  at: ReturnType<typeof findColumns>
): Pick<OwnTable, "columns" | "ignored"> {
  const used = [at.location, at.technology, at.value, at.documents];
  const name = (column: number | null) => (column === null ? null : header[column]!.trim());
  return {
    columns: {
      location: name(at.location),
      technology: name(at.technology),
      value: name(at.value),
      documents: name(at.documents)
    },
    ignored: header.filter((_, column) => !used.includes(column)).map((one) => one.trim())
  };
}
