import {NgramModel, type SparseVector} from "./ngrams.ts";
import type {VectorStore} from "./vector-store.ts";

/** Number of phrases of a technology whose values are averaged. */
const best = 3;

/** The normalised name and keywords of one technology. */
export interface TechnologyPhrases {
  technology: number;
  phrases: readonly string[];
}

/** Number of rows multiplied at a time: few enough for the processor's cache. */
const block = 64;

/**
 * Compares titles with technologies. The similarity is the mean of the three best values over the phrases of the
 * technology, where a value is the mean of two cosines: of sentence vectors, centred on a fixed corpus, and of
 * character n-grams (see docs/methodology.md).
 */
export class SimilarityModel {
  readonly #store: VectorStore;
  readonly #ngrams: NgramModel | undefined;
  readonly #centre: Float64Array;

  private constructor(store: VectorStore, ngrams: NgramModel | undefined, centre: Float64Array) {
    this.#store = store;
    this.#ngrams = ngrams;
    this.#centre = centre;
  }

  /**
   * @param corpus normalised texts that fix the centre and the weights of n-grams, not the compared ones
   * @param options `ngrams: false` uses the sentence vectors alone, as a baseline
   */
  static async create(store: VectorStore, corpus: readonly string[], {ngrams = true} = {}): Promise<SimilarityModel> {
    const matrix = await store.matrix(corpus);
    const dimensions = matrix.length / corpus.length;
    const centre = new Float64Array(dimensions);
    for (let row = 0; row < corpus.length; ++row) {
      const vector = matrix.subarray(row * dimensions, (row + 1) * dimensions);
      const norm = length(vector);
      for (let i = 0; i < dimensions; ++i) centre[i] = centre[i]! + vector[i]! / norm / corpus.length;
    }
    return new SimilarityModel(store, ngrams ? new NgramModel(corpus) : undefined, centre);
  }

  /**
   * Similarities of titles to technologies.
   *
   * @param titles normalised, distinct, not empty
   * @param note called with the number of embedded titles and the total
   * @returns `titles.length × technologies.length` values, about -0.2 to 1, row by row
   */
  async similarities(
    titles: readonly string[],
    technologies: readonly TechnologyPhrases[],
    note?: (done: number, total: number) => void
  ): Promise<Float64Array> {
    const phrases = technologies.flatMap(({phrases}, at) => phrases.map((text) => ({text, at})));
    const right = this.#directions(await this.#store.matrix(phrases.map(({text}) => text)), phrases.length);
    const left = this.#directions(await this.#store.matrix(titles, note), titles.length);
    const pairs = pairRows(right.bytes, phrases.length);
    const ngrams = this.#ngrams;
    const grams = ngrams && invert(phrases.map(({text}) => ngrams.vector(text)));
    const starts = [...technologies.keys()]
      .map((at) => phrases.findIndex((phrase) => phrase.at === at))
      .concat(phrases.length);
    const result = new Float64Array(titles.length * technologies.length);
    const dimensions = this.#centre.length;
    const centreSquare = this.#centre.reduce((sum, value) => sum + value * value, 0);
    const inverse = {
      lengths: right.lengths.map((value) => 1 / value),
      fromCentre: right.fromCentre.map((value) => 1 / value)
    };
    const dots = new Float64Array(block * phrases.length);
    const rowsOfBlock = new Float64Array(block * dimensions);
    for (let from = 0; from < titles.length; from += block) {
      const rows = Math.min(block, titles.length - from);
      rowsOfBlock.fill(0);
      rowsOfBlock.set(left.bytes.subarray(from * dimensions, (from + rows) * dimensions));
      multiply(rowsOfBlock, pairs, dots, phrases.length, dimensions);
      for (let row = 0; row < rows; ++row) {
        const values = dots.subarray(row * phrases.length, (row + 1) * phrases.length);
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
        if (grams) addNgrams(ngrams!.vector(titles[title]!), grams, values);
        for (let at = 0; at < technologies.length; ++at) {
          // A sum of two cosines becomes their mean.
          result[title * technologies.length + at] = meanOfBest(values, starts[at]!, starts[at + 1]!) / (grams ? 2 : 1);
        }
      }
    }
    return result;
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

/** The phrases that contain an n-gram, and its weight in each. */
interface Postings {
  phrases: number[];
  weights: number[];
}

function invert(vectors: readonly SparseVector[]): Map<number, Postings> {
  const index = new Map<number, Postings>();
  vectors.forEach(({ids, weights}, phrase) => {
    ids.forEach((id, i) => {
      let postings = index.get(id);
      if (!postings) index.set(id, (postings = {phrases: [], weights: []}));
      postings.phrases.push(phrase);
      postings.weights.push(weights[i]!);
    });
  });
  return index;
}

function addNgrams({ids, weights}: SparseVector, index: ReadonlyMap<number, Postings>, values: Float64Array): void {
  for (let i = 0; i < ids.length; ++i) {
    const postings = index.get(ids[i]!);
    if (!postings) continue;
    const {phrases, weights: others} = postings;
    const weight = weights[i]!;
    for (let j = 0; j < phrases.length; ++j) values[phrases[j]!] = values[phrases[j]!]! + weight * others[j]!;
  }
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
