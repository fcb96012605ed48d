import {InputError} from "../../console/input-error.ts";
import type {Embedder} from "./embedder.ts";

interface Output {
  tolist(): number[][];
}
type Extractor = (texts: string[], options: {pooling: "mean"; normalize: boolean}) => Promise<Output>;
interface Library {
  pipeline(task: "feature-extraction", model: string, options?: object): Promise<Extractor>;
  env: {allowRemoteModels: boolean; localModelPath: string};
}

const library = "@huggingface/transformers";
const batch = 32;

/**
 * An ONNX model of sentence vectors, from a folder or the hub, run by transformers.js. That library is large and
 * downloads a runtime, so it is not a dependency: users install it themselves.
 *
 * @param model a folder with `config.json` and `onnx/`, or a name on the hub such as `Xenova/all-MiniLM-L6-v2`
 * @param load loads the library; tests replace it
 * @throws InputError when the library or the model is not available
 */
export async function createTransformersEmbedder(
  model: string,
  load = async () => (await import(library)) as Library
): Promise<Embedder> {
  let transformers: Library;
  try {
    transformers = await load();
  } catch (cause) {
    throw new InputError(`${library} is not installed`, {
      advice: `run npm install --no-save ${library}, or use --embedder local`,
      cause
    });
  }
  let extract: Extractor;
  try {
    extract = await transformers.pipeline("feature-extraction", model);
  } catch (cause) {
    throw new InputError(`no model at ${model}: ${(cause as Error).message.toLowerCase()}`, {
      advice: "give the folder of an ONNX model, or a name on the hub with a network connection",
      cause
    });
  }
  const embed = async (texts: readonly string[]) => {
    const vectors: Float32Array[] = [];
    for (let from = 0; from < texts.length; from += batch) {
      const part = texts.slice(from, from + batch);
      const rows = (await extract([...part], {pooling: "mean", normalize: true})).tolist();
      if (rows.length !== part.length)
        throw new InputError(`${model} gave ${rows.length} vectors for ${part.length} texts`, {
          advice: "use a model of sentence vectors"
        });
      for (const row of rows) vectors.push(Float32Array.from(row));
    }
    return vectors;
  };
  const [probe] = await embed(["probe"]);
  return {
    id: `transformers/${model.replace(/^.*[\\/](?=[^\\/]+[\\/][^\\/]+$)/, "")}`,
    dimensions: probe!.length,
    embed
  };
}
