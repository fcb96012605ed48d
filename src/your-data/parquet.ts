import {DataType, tableFromIPC} from "npm:apache-arrow";
import type {Vector} from "apache-arrow";
import {findColumns, synonyms} from "./columns.js";
import {DataProblem} from "./problems.js";
import {collect, type CollectOptions, namesOf, type OwnRow, type OwnTable} from "./table.js";

const mark = [0x50, 0x41, 0x52, 0x31];
const marked = (bytes: Uint8Array) => bytes.length === 4 && mark.every((byte, i) => bytes[i] === byte);

/** Returns the contents of a Parquet file as an Arrow stream, as parquet-wasm does. */
export type Decode = (bytes: Uint8Array) => Uint8Array;

/** Whether bytes start like a Parquet file. */
export function isParquet(bytes: Uint8Array): boolean {
  return marked(bytes.subarray(0, 4));
}

/**
 * Opens a Parquet file.
 * @throws DataProblem for an unreadable file
 */
export function openParquet(bytes: Uint8Array, decode: Decode) {
  // A complete file has the mark at both ends.
  if (!isParquet(bytes) || !marked(bytes.subarray(-4)) || bytes.length < 12)
    throw new DataProblem({kind: "parquet", cut: isParquet(bytes)});
  try {
    const table = tableFromIPC(decode(bytes));
    return {table, header: table.schema.fields.map(({name}) => name)};
  } catch (cause) {
    throw new DataProblem({kind: "parquet", cut: false}, {cause});
  }
}

/**
 * Reads counts from a Parquet file.
 * @throws DataProblem for an unreadable file or an unusable row
 */
export function readParquetTable(bytes: Uint8Array, decode: Decode, limits?: CollectOptions["limits"]): OwnTable {
  const {table, header} = openParquet(bytes, decode);
  const {location, technology, value, documents} = synonyms;
  const at = findColumns(header, {location, technology, value, documents}, {optional: ["documents"]});
  const column = (index: number) => table.getChildAt(index)!;
  const [places, fields, values] = [column(at.location), column(at.technology), column(at.value)];
  const numbers = at.documents < 0 ? null : column(at.documents);
  const rows = function* (): Generator<OwnRow> {
    for (let i = 0; i < table.numRows; ++i)
      yield {
        at: i + 1,
        location: textAt(places, i),
        technology: textAt(fields, i),
        value: numberAt(values, i),
        documents: numbers && numberAt(numbers, i)
      };
  };
  return collect(rows(), {...namesOf(header, at), unit: "row", grouped: false, limits});
}

/** The text of a cell; empty for null. */
export function textAt(column: Vector, row: number): string {
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
