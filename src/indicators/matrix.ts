/** A dense table of numbers, row by row. */
export interface Matrix {
  rows: number;
  columns: number;
  /** `rows × columns` values; a missing one is NaN. */
  values: Float64Array;
}

/** @throws RangeError when the number of values is not rows × columns */
export function createMatrix(
  rows: number,
  columns: number,
  values: Float64Array = new Float64Array(rows * columns)
): Matrix {
  if (values.length !== rows * columns) throw new RangeError(`${values.length} values for ${rows} × ${columns}`);
  return {rows, columns, values};
}

/** Sums of the rows. */
export function rowSums({rows, columns, values}: Matrix): Float64Array {
  const sums = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column, ++at) sums[row] = sums[row]! + values[at]!;
  return sums;
}

/** The first columns of the first rows, as a table of their own. */
export function corner({columns, values}: Matrix, rows: number, kept: number): Matrix {
  const result = createMatrix(rows, kept);
  for (let row = 0; row < rows; ++row)
    result.values.set(values.subarray(row * columns, row * columns + kept), row * kept);
  return result;
}

/** A value for pages and files: null instead of NaN. */
export function valueOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** One row, as a view of the table. */
export function rowOf({columns, values}: Matrix, row: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}

/** Largest count in a reader's own tables: sums stay finite, and within the whole numbers that doubles hold exactly. */
export const largestCount = 1e15;
