import {join} from "node:path";
import {InputError} from "../../console/input-error.ts";
import {projectRoot} from "../../console/project-root.ts";
import {WorkDatabase} from "../../duckdb/database.ts";
import {readParquetSql} from "../../duckdb/read-files.ts";
import type {Embedder} from "./embedder.ts";

/** Id of the local model. Reading it does not load the model. */
const localId = "minilm-words@1";
export const localDimensions = 192;

/** The words of the model with their weights and vectors; its README says how it was made. */
const table = join(projectRoot, "data/model/words.parquet");

/** Least number of letters of a part of an unknown word. */
const leastPart = 4;

/** A word's weight, a whole number, and its direction, in signed bytes. */
interface Word {
  weight: number;
  vector: Int8Array;
}

/**
 * A table of words distilled from a sentence model (all-MiniLM-L6-v2), as Model2Vec does: the vector of a text is the
 * sum of its words' vectors, which have weights. Sums are of whole numbers, so every machine gives the same ones.
 *
 * Words that the table lacks count by their parts ("cybermicrogrid": cyber, microgrid); a text without any known word
 * has a vector of zeros, which resembles nothing.
 */
export function createLocalEmbedder(): Embedder {
  let words: Promise<ReadonlyMap<string, Word>> | undefined;
  return {
    id: localId,
    dimensions: localDimensions,
    instant: true,
    async embed(texts) {
      if (texts.some((text) => text.trim() === "")) throw new RangeError("an empty text has no vector");
      words ??= readWords(table);
      const known = await words;
      return texts.map((text) => embedText(text, known));
    }
  };
}

function embedText(text: string, words: ReadonlyMap<string, Word>): Float32Array {
  const sum = new Float64Array(localDimensions);
  for (const word of text.split(" ")) {
    for (const {weight, vector} of partsOf(word, words))
      for (let i = 0; i < localDimensions; ++i) sum[i] = sum[i]! + weight * vector[i]!;
  }
  return Float32Array.from(sum);
}

/** The word, or else the longest known beginning of it, and so on with the rest. */
function partsOf(word: string, words: ReadonlyMap<string, Word>): Word[] {
  const whole = words.get(word);
  if (whole) return [whole];
  for (let end = word.length; end >= leastPart; --end) {
    const first = words.get(word.slice(0, end));
    if (first) return [first, ...(word.length - end >= leastPart ? partsOf(word.slice(end), words) : [])];
  }
  return [];
}

async function readWords(path: string): Promise<ReadonlyMap<string, Word>> {
  const db = await WorkDatabase.open();
  try {
    const {word, weight, vector} = await db.columns(`SELECT word, weight, vector FROM ${readParquetSql(path)}`);
    return new Map(
      (word as string[]).map((text, i) => {
        const bytes = vector![i] as unknown as Uint8Array;
        if (bytes.length !== localDimensions) throw new Error(`a vector of ${bytes.length} numbers for "${text}"`);
        const direction = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
        return [text, {weight: Number(weight![i]), vector: direction}];
      })
    );
  } catch (cause) {
    throw new InputError("the words of the local model cannot be read", {
      file: path,
      advice: "restore the file with git checkout",
      cause
    });
  } finally {
    db.close();
  }
}
