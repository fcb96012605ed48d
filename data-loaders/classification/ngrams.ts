/** A sparse vector of unit length: the ids of its n-grams, without repetition, and their weights. */
export interface SparseVector {
  ids: readonly number[];
  weights: readonly number[];
}

const lengths = [3, 4, 5];

/**
 * TF-IDF over character n-grams of three to five characters, within words padded by a blank. It compares words that the
 * embedding model does not know (crispr, microgrid, biopharma).
 *
 * The document frequencies come from a fixed corpus, so that the vector of a text depends on no other text.
 */
export class NgramModel {
  readonly #numbers = new Map<string, number>();
  readonly #frequencies: number[] = [];
  readonly #documents: number;
  /** N-grams by word, cached because words recur. */
  readonly #words = new Map<string, readonly number[]>();

  /** @param corpus normalised texts */
  constructor(corpus: readonly string[]) {
    this.#documents = corpus.length;
    for (const text of corpus) {
      for (const id of new Set(this.#ids(text))) this.#frequencies[id] = this.#frequencies[id]! + 1;
    }
  }

  /** The vector of a normalised text. It has no ids if the text is empty. */
  vector(text: string): SparseVector {
    const counts = new Map<number, number>();
    for (const id of this.#ids(text)) counts.set(id, (counts.get(id) ?? 0) + 1);
    const ids: number[] = [];
    const weights: number[] = [];
    let square = 0;
    for (const [id, count] of counts) {
      const weight = (1 + Math.log(count)) * (Math.log((1 + this.#documents) / (1 + this.#frequencies[id]!)) + 1);
      ids.push(id);
      weights.push(weight);
      square += weight * weight;
    }
    const norm = Math.sqrt(square);
    for (let i = 0; i < weights.length; ++i) weights[i] = weights[i]! / norm;
    return {ids, weights};
  }

  #ids(text: string): number[] {
    const ids: number[] = [];
    for (const word of text.split(" ")) {
      if (word === "") continue;
      let known = this.#words.get(word);
      if (!known) this.#words.set(word, (known = ngrams(word).map((gram) => this.#number(gram))));
      for (const id of known) ids.push(id);
    }
    return ids;
  }

  #number(gram: string): number {
    let id = this.#numbers.get(gram);
    if (id === undefined) {
      id = this.#numbers.size;
      this.#numbers.set(gram, id);
      this.#frequencies.push(0);
    }
    return id;
  }
}

function ngrams(word: string): string[] {
  const grams: string[] = [];
  const padded = ` ${word} `;
  for (const length of lengths) {
    for (let from = 0; from + length <= padded.length; ++from) grams.push(padded.slice(from, from + length));
    if (padded.length <= length) break;
  }
  return grams;
}
