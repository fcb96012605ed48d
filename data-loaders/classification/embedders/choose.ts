import {InputError} from "../../console/input-error.ts";
import {type Embedder, type EmbedderName, embedderNames} from "./embedder.ts";
import {createLocalEmbedder} from "./local.ts";
import {createOpenAiEmbedder, openAiDimensions, openAiId} from "./openai.ts";
import {createTransformersEmbedder} from "./transformers.ts";

/** The chosen embedder and, for `transformers`, the model (a folder or a name on the hub). */
export interface EmbedderChoice {
  name: EmbedderName;
  model?: string;
}

/**
 * Reads the options `--embedder` and `--model`.
 * @throws InputError for an unknown embedder, or a missing or unexpected model
 */
export function parseEmbedder(name: string | undefined, model: string | undefined): EmbedderChoice {
  const found = embedderNames.find((known) => known === (name ?? "local"));
  if (found === undefined)
    throw new InputError(`unknown embedder: ${name}`, {advice: `use ${embedderNames.join(", ")}`});
  if ((found === "transformers") !== (model !== undefined)) {
    throw new InputError(
      model === undefined ? "--embedder transformers needs a model" : `--model does not apply to the embedder ${found}`,
      {advice: "give --embedder transformers --model FOLDER"}
    );
  }
  return {name: found, model};
}

/**
 * Creates the chosen embedder. Unless `spend` is set, a paid embedder serves stored vectors only, since a build never
 * spends money.
 * @throws InputError when the embedder is not available
 */
export async function createEmbedder({name, model}: EmbedderChoice, {spend = false} = {}): Promise<Embedder> {
  if (name === "transformers") return await createTransformersEmbedder(model!);
  if (name === "local") return createLocalEmbedder();
  if (spend) return createOpenAiEmbedder();
  return {
    id: openAiId,
    dimensions: openAiDimensions,
    embed: async (texts) => {
      throw new InputError(`${texts.length} titles have no vector from ${openAiId}, such as "${texts[0]}"`, {
        advice: "run npm run embed -- --embedder openai, with the same vocabularies, which shows the cost first"
      });
    }
  };
}
