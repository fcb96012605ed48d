import type {VectorStore} from "./vector-store.ts";

/** Number of phrases of a technology whose values are averaged. */
const best = 3;

/** What represents one technology: its normalised name and keywords, and subjects that only resemble it. */
export interface TechnologyPhrases {
  technology: number;
  phrases: readonly string[];
  not: readonly string[];
}

/** All that titles are compared with. */
export interface Subjects {
  technologies: readonly TechnologyPhrases[];
  /** Normalised subjects that belong to no technology. */
  others: readonly string[];
}

/** Weights of what speaks against a technology, 0–1. */
export interface Doubts {
  /** Weight of the nearest subject that only resembles the technology, and of the nearest that belongs to none. */
  against: number;
  /** Weight of the lead of the technology that is nearest. */
  lead: number;
}

/** Number of rows multiplied at a time: few enough for the processor's cache. */
const block = 64;

/** Compares titles with technologies by the cosines of vectors, centred on a fixed corpus (see docs/methodology.md). */
export class SimilarityModel {
  readonly #store: VectorStore;
  readonly #centre: Float64Array;

  private constructor(store: VectorStore, centre: Float64Array) {
    this.#store = store;
    this.#centre = centre;
  }

  /** @param corpus normalised texts that fix the centre, not the compared ones */
  static async create(store: VectorStore, corpus: readonly string[]): Promise<SimilarityModel> {
    const matrix = await store.matrix(corpus);
    const dimensions = matrix.length / corpus.length;
    const centre = new Float64Array(dimensions);
    for (let row = 0; row < corpus.length; ++row) {
      const vector = matrix.subarray(row * dimensions, (row + 1) * dimensions);
      const norm = length(vector);
      for (let i = 0; i < dimensions; ++i) centre[i] = centre[i]! + vector[i]! / norm / corpus.length;
    }
    return new SimilarityModel(store, centre);
  }

  /**
   * Similarities of titles to technologies: the mean of the three best phrases, less what speaks against the
   * technology.
   *
   * @param titles normalised, distinct, not empty
   * @param note called with the number of embedded titles and the total
   * @returns `titles.length × technologies.length` values, about -0.6 to 1, row by row
   */
  async similarities(
    titles: readonly string[],
    {technologies, others}: Subjects,
    doubts: Doubts,
    note?: (done: number, total: number) => void
  ): Promise<Float64Array> {
    const lists = [...technologies.flatMap(({phrases, not}) => [phrases, not]), others];
    const texts = lists.flat();
    const starts = lists.map((_, i) => lists.slice(0, i).reduce((sum, list) => sum + list.length, 0));
    starts.push(texts.length);
    const result = new Float64Array(titles.length * technologies.length);
    await this.#compare(titles, texts, note, (title, values) => {
      const scores = scoreTitle(values, starts, technologies.length, doubts);
      result.set(scores, title * technologies.length);
    });
    return result;
  }

  /** Computes the cosines of each title with all texts, and passes them on; the array is used again. */
  async #compare(
    titles: readonly string[],
    texts: readonly string[],
    note: ((done: number, total: number) => void) | undefined,
    use: (title: number, values: Float64Array) => void
  ): Promise<void> {
    const right = this.#directions(await this.#store.matrix(texts), texts.length);
    const left = this.#directions(await this.#store.matrix(titles, note), titles.length);
    const pairs = pairRows(right.bytes, texts.length);
    const dimensions = this.#centre.length;
    const centreSquare = this.#centre.reduce((sum, value) => sum + value * value, 0);
    const inverse = {
      lengths: right.lengths.map((value) => 1 / value),
      fromCentre: right.fromCentre.map((value) => 1 / value)
    };
    const dots = new Float64Array(block * texts.length);
    const rowsOfBlock = new Float64Array(block * dimensions);
    for (let from = 0; from < titles.length; from += block) {
      const rows = Math.min(block, titles.length - from);
      rowsOfBlock.fill(0);
      rowsOfBlock.set(left.bytes.subarray(from * dimensions, (from + rows) * dimensions));
      multiply(rowsOfBlock, pairs, dots, texts.length, dimensions);
      for (let row = 0; row < rows; ++row) {
        const values = dots.subarray(row * texts.length, (row + 1) * texts.length);
        const title = from + row;
        // Derives the cosine of the two centred vectors from the product of the original ones.
        const along = left.alongCentre[title]! - centreSquare;
        const [byLength, byDistance] = [1 / left.lengths[title]!, 1 / left.fromCentre[title]!];
        for (let i = 0; i < values.length; ++i) {
          values[i] =
            (values[i]! * byLength * inverse.lengths[i]! - along - right.alongCentre[i]!) *
            byDistance *
            inverse.fromCentre[i]!;
        }
        use(title, values);
      }
    }
  }

  /** What the cosines of centred vectors need to know of each row. */
  #directions(bytes: Int8Array, rows: number): Directions {
    const dimensions = this.#centre.length;
    const centreSquare = this.#centre.reduce((sum, value) => sum + value * value, 0);
    const [lengths, alongCentre, fromCentre] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
    for (let row = 0; row < rows; ++row) {
      const vector = bytes.subarray(row * dimensions, (row + 1) * dimensions);
      lengths[row] = length(vector);
      let along = 0;
      for (let i = 0; i < dimensions; ++i) along += vector[i]! * this.#centre[i]!;
      alongCentre[row] = along / lengths[row]!;
      fromCentre[row] = Math.sqrt(1 - 2 * alongCentre[row]! + centreSquare);
    }
    return {bytes, lengths, alongCentre, fromCentre};
  }
}

interface Directions {
  bytes: Int8Array;
  lengths: Float64Array;
  /** Product of the unit vector and the centre. */
  alongCentre: Float64Array;
  /** Distance of the unit vector from the centre. */
  fromCentre: Float64Array;
}

function length(vector: Int8Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum) || 1;
}

/**
 * The similarities of one title, from its cosines.
 * @param starts where the lists of texts begin: for each technology its phrases and what only resembles it, then the
 * other subjects, then the end
 */
function scoreTitle(
  values: Float64Array,
  starts: readonly number[],
  technologies: number,
  {against, lead}: Doubts
): Float64Array {
  const near = Float64Array.from({length: technologies}, (_, at) =>
    meanOfBest(values, starts[2 * at]!, starts[2 * at + 1]!)
  );
  const nearest = near.reduce((most, value) => Math.max(most, value), -Infinity);
  const other = highest(values, starts[2 * technologies]!, starts[2 * technologies + 1]!);
  return near.map((value, at) => {
    const resembling = highest(values, starts[2 * at + 1]!, starts[2 * at + 2]!);
    return value - against * (resembling + other) - lead * (nearest - value);
  });
}

/** The highest of some values, or 0 if all are negative. */
function highest(values: Float64Array, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; ++i) most = Math.max(most, values[i]!);
  return most;
}

function meanOfBest(values: Float64Array, from: number, to: number): number {
  let [first, second, third] = [-Infinity, -Infinity, -Infinity];
  for (let i = from; i < to; ++i) {
    const value = values[i]!;
    if (value > first) [first, second, third] = [value, first, second];
    else if (value > second) [second, third] = [value, second];
    else if (value > third) third = value;
  }
  return (first + second + third) / best;
}

/** Factor of the second of two products that share one number. Products of stored vectors are below half of it. */
const lane = 2 ** 26;

/** Packs rows in pairs, the second multiplied by `lane`. Zeros complete the last pair if the number of rows is odd. */
function pairRows(bytes: Int8Array, rows: number): Float64Array {
  const dimensions = bytes.length / rows;
  const pairs = new Float64Array(Math.ceil(rows / 2) * dimensions);
  for (let row = 0; row < rows; ++row) {
    const to = (row >> 1) * dimensions;
    for (let i = 0; i < dimensions; ++i)
      pairs[to + i] = pairs[to + i]! + bytes[row * dimensions + i]! * (row % 2 === 0 ? 1 : lane);
  }
  return pairs;
}

/**
 * Products of a block of rows with all columns. Vectors hold whole numbers, so one multiplication of doubles gives the
 * products with two columns exactly, on every machine.
 */
function multiply(
  rows: Float64Array,
  pairs: Float64Array,
  out: Float64Array,
  columns: number,
  dimensions: number
): void {
  const count = pairs.length / dimensions;
  for (let i = 0; i < block; i += 4) {
    const a0 = i * dimensions,
      a1 = a0 + dimensions,
      a2 = a1 + dimensions,
      a3 = a2 + dimensions;
    for (let j = 0; j < count; j += 2) {
      const b0 = j * dimensions;
      const b1 = Math.min(j + 1, count - 1) * dimensions;
      let s00 = 0,
        s01 = 0,
        s10 = 0,
        s11 = 0,
        s20 = 0,
        s21 = 0,
        s30 = 0,
        s31 = 0;
      for (let k = 0; k < dimensions; ++k) {
        const y0 = pairs[b0 + k]!,
          y1 = pairs[b1 + k]!;
        const x0 = rows[a0 + k]!,
          x1 = rows[a1 + k]!,
          x2 = rows[a2 + k]!,
          x3 = rows[a3 + k]!;
        s00 += x0 * y0;
        s01 += x0 * y1;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s20 += x2 * y0;
        s21 += x2 * y1;
        s30 += x3 * y0;
        s31 += x3 * y1;
      }
      put(out, i * columns, 2 * j, columns, s00, s01);
      put(out, (i + 1) * columns, 2 * j, columns, s10, s11);
      put(out, (i + 2) * columns, 2 * j, columns, s20, s21);
      put(out, (i + 3) * columns, 2 * j, columns, s30, s31);
    }
  }
}

/** Splits two packed sums into four products and writes those that lie within the columns. */
function put(out: Float64Array, row: number, column: number, columns: number, first: number, second: number): void {
  const high = Math.round(first / lane);
  out[row + column] = first - high * lane;
  if (column + 1 < columns) out[row + column + 1] = high;
  if (column + 2 < columns) {
    const next = Math.round(second / lane);
    out[row + column + 2] = second - next * lane;
    if (column + 3 < columns) out[row + column + 3] = next;
  }
}
