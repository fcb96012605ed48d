import {DataType, tableFromIPC} from "npm:apache-arrow";
import type {Vector} from "apache-arrow";
import {findColumns} from "./columns.js";
import {named} from "./csv.js";
import {DataProblem} from "./problems.js";
import {collect, type OwnRow, type OwnTable} from "./table.js";

const mark = [0x50, 0x41, 0x52, 0x31];
const marked = (bytes: Uint8Array) => bytes.length === 4 && mark.every((byte, i) => bytes[i] === byte);

/** Whether bytes start like a Parquet file. */
export function isParquet(bytes: Uint8Array): boolean {
  return marked(bytes.subarray(0, 4));
}

/**
 * Reads counts from a Parquet file.
 * @param decode returns the file's contents as an Arrow stream, as parquet-wasm does
 * @throws DataProblem for an unreadable file or an unusable row
 */
export function readParquetTable(bytes: Uint8Array, decode: (bytes: Uint8Array) => Uint8Array): OwnTable {
  // A complete file has the mark at both ends.
  if (!isParquet(bytes) || !marked(bytes.subarray(-4)) || bytes.length < 12)
    throw new DataProblem({kind: "parquet", cut: isParquet(bytes)});
  let table;
  try {
    table = tableFromIPC(decode(bytes));
  } catch (cause) {
    throw new DataProblem({kind: "parquet", cut: false}, {cause});
  }
  const header = table.schema.fields.map(({name}) => name);
  const at = findColumns(header);
  const column = (index: number | null) => (index === null ? null : table.getChildAt(index));
  const [location, technology, value, documents] = [
    column(at.location)!,
    column(at.technology)!,
    column(at.value)!,
    column(at.documents)
  ];
  const rows = function* (): Generator<OwnRow> {
    for (let i = 0; i < table.numRows; ++i)
      yield {
        row: i + 1,
        location: textAt(location, i),
        technology: textAt(technology, i),
        value: numberAt(value, i),
        documents: documents && numberAt(documents, i)
      };
  };
  return collect(rows(), {...named(header, at), commas: false});
}

function textAt(column: Vector, row: number): string {
  const value: unknown = column.get(row);
  return value === null || value === undefined ? "" : String(value);
}

function numberAt(column: Vector, row: number): string | number | null {
  const value: unknown = column.get(row);
  if (value === null || value === undefined) return null;
  // Arrow stores decimals as 32-bit words, the lowest first.
  if (DataType.isDecimal(column.type)) return decimal(value as Uint32Array, (column.type as {scale: number}).scale);
  return typeof value === "bigint" ? Number(value) : typeof value === "number" ? value : String(value);
}

function decimal(words: Uint32Array, scale: number): number {
  const unsigned = Array.from(words).reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return Number(BigInt.asIntN(32 * words.length, unsigned)) / 10 ** scale;
}
