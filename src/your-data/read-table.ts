import {readCsv} from "./csv.js";
import {type Decode, isParquet, readParquetTable} from "./parquet.js";
import {DataProblem} from "./problems.js";
import {type OwnTable, whyIncomparable} from "./table.js";
import {decodePieces} from "./text.js";

/**
 * Reads a table of counts from the bytes of a CSV or Parquet file.
 * @param decoder loads the decoder of Parquet, if the file needs it
 * @throws DataProblem for an unusable file, and for counts that allow no comparison
 */
export async function readTable(bytes: Uint8Array, decoder: () => Promise<Decode>): Promise<OwnTable> {
  const table = isParquet(bytes) ? readParquetTable(bytes, await decoder()) : readCsv(decodePieces([bytes]));
  const problem = whyIncomparable(table);
  if (problem) throw new DataProblem(problem);
  return table;
}
