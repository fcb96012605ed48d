import {createHash} from "node:crypto";
import type {Embedder} from "../../../data-loaders/classification/embedders/embedder.ts";

/** An embedder without a model: a vector is drawn from the text. It remembers what it was asked for. */
export function fakeEmbedder({dimensions = 32, id = "fake@1"} = {}): Embedder & {asked: string[]} {
  const asked: string[] = [];
  return {
    id,
    dimensions,
    asked,
    async embed(texts) {
      asked.push(...texts);
      return texts.map((text) => fakeVector(text, dimensions));
    }
  };
}

function fakeVector(text: string, dimensions: number): Float32Array {
  return Float32Array.from(
    {length: dimensions},
    (_, i) => createHash("sha256").update(`${text} ${i}`).digest().readInt16LE() / 32768
  );
}
