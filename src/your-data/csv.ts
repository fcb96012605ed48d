import {findColumns, synonyms} from "./columns.js";
import {readDelimited} from "./delimited.js";
import {collect, type CollectOptions, namesOf, type OwnRow, type OwnTable} from "./table.js";

/**
 * Reads counts from delimited text: a header, then a row for each location and technology.
 *
 * @param text the text, or its pieces
 * @throws DataProblem for an unusable file
 */
export function readCsv(text: string | Iterable<string>, limits?: CollectOptions["limits"]): OwnTable {
  const {location, technology, value, documents} = synonyms;
  const table = readDelimited(typeof text === "string" ? [text] : text, (header, line) =>
    findColumns(header, {location, technology, value, documents}, {optional: ["documents"], line})
  );
  const {columns: at} = table;
  const rows = function* (): Generator<OwnRow> {
    for (const {line, fields} of table.rows)
      yield {
        at: line,
        location: fields[at.location]!,
        technology: fields[at.technology]!,
        value: fields[at.value]!,
        documents: at.documents < 0 ? null : fields[at.documents]!
      };
  };
  return collect(rows(), {
    ...namesOf(table.header, at),
    unit: "line",
    grouped: table.delimiter !== ",",
    limits
  });
}
