import {DataType, tableFromIPC, Vector as ArrowVector} from "npm:apache-arrow";
import type {Data, Utf8, Vector} from "apache-arrow";
import {findColumns, synonyms} from "./columns.js";
import {DataProblem} from "./problems.js";
import {collect, type CollectOptions, namesOf, type OwnRow, type OwnTable} from "./table.js";

const mark = [0x50, 0x41, 0x52, 0x31];
const marked = (bytes: Uint8Array) => bytes.length === 4 && mark.every((byte, i) => bytes[i] === byte);

/** Options for parquet-wasm: a few large batches are read much faster than many of the default size, 1024. */
export const parquetOptions = {batchSize: 122_880};

/** Returns the contents of a Parquet file as an Arrow stream, as parquet-wasm does with `parquetOptions`. */
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
  const [places, fields] = [textsOf(column(at.location)), textsOf(column(at.technology))];
  const values = numbersOf(column(at.value));
  const numbers = at.documents < 0 ? null : numbersOf(column(at.documents));
  const rows = function* (): Generator<OwnRow> {
    for (let i = 0; i < table.numRows; ++i)
      yield {
        at: i + 1,
        location: places[i]!,
        technology: fields[i]!,
        value: values[i]!,
        documents: numbers && numbers[i]!
      };
  };
  return collect(rows(), {...namesOf(header, at), unit: "row", grouped: false, limits});
}

/** The texts of a column; empty for null. */
export function textsOf(column: Vector): string[] {
  return valuesOf(column).map((value) =>
    typeof value === "string" ? value : value === null || value === undefined ? "" : String(value)
  );
}

function numbersOf(column: Vector): (string | number | null)[] {
  return valuesOf(column).map((value) => {
    if (typeof value === "number") return value;
    if (value === null || value === undefined) return null;
    // Arrow stores decimals as 32-bit words, the lowest first.
    if (DataType.isDecimal(column.type)) return decimal(value as Uint32Array, (column.type as {scale: number}).scale);
    return typeof value === "bigint" ? Number(value) : String(value);
  });
}

/** All values of a column. Reading each through the column would take four times as long. */
function valuesOf(column: Vector): unknown[] {
  const all: unknown[] = [];
  for (const data of column.data) {
    const plain = data.nullCount === 0 && data.offset === 0;
    const texts = plain && DataType.isUtf8(data.type) ? asciiTexts(data as Data<Utf8>) : undefined;
    if (texts) {
      for (const text of texts) all.push(text);
    } else if (plain && DataType.isInt(data.type)) {
      for (let i = 0; i < data.length; ++i) all.push((data.values as ArrayLike<unknown>)[i]);
    } else {
      const chunk = new ArrowVector([data]);
      for (let i = 0; i < data.length; ++i) all.push(chunk.get(i));
    }
  }
  return all;
}

/** The texts of a chunk, decoded at once; undefined if a character takes more than one byte. */
function asciiTexts({values, valueOffsets, length}: Data<Utf8>): string[] | undefined {
  const start = valueOffsets[0]!;
  const bytes = values.subarray(start, valueOffsets[length]);
  const text = new TextDecoder().decode(bytes);
  if (text.length !== bytes.length) return undefined;
  return Array.from({length}, (_, i) => text.slice(valueOffsets[i]! - start, valueOffsets[i + 1]! - start));
}

function decimal(words: Uint32Array, scale: number): number {
  const unsigned = Array.from(words).reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return Number(BigInt.asIntN(32 * words.length, unsigned)) / 10 ** scale;
}
