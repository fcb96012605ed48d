import type OpenAI from "openai";
import {InputError} from "../../console/input-error.ts";
import type {Embedder} from "./embedder.ts";

const model = "text-embedding-3-large";
export const openAiId = `openai/${model}`;
export const openAiDimensions = 3072;
/** Dollars per million tokens, from the provider's price list; for display only. */
const dollarsPerMillionTokens = 0.13;
/** Maximum number of texts per request. */
const batch = 512;

/** An upper limit of the cost of a run, assuming that a token of these titles has at least three characters. */
export function estimateCost(texts: readonly string[]): {tokens: number; dollars: number} {
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 3), 0);
  return {tokens, dollars: (tokens / 1e6) * dollarsPerMillionTokens};
}

export interface OpenAiOptions {
  /** From `OPENAI_API_KEY` unless given. */
  key?: string;
  /** Address of the API, for tests and gateways; `OPENAI_BASE_URL` otherwise. */
  baseUrl?: string;
  /** Number of times to retry a failed request, after increasing delays. */
  retries?: number;
}

/**
 * text-embedding-3-large, the report's model, through OpenAI's own client, which retries requests that fail for a
 * temporary reason (429, 5xx, lost connections). Requests cost money: show `estimateCost` first.
 *
 * @throws InputError without a key
 */
export function createOpenAiEmbedder({
  key = process.env.OPENAI_API_KEY,
  baseUrl,
  retries = 5
}: OpenAiOptions = {}): Embedder {
  if (!key) throw new InputError("no key for the OpenAI API", {advice: "set OPENAI_API_KEY, or use --embedder local"});
  let client: OpenAI | undefined;
  return {
    id: openAiId,
    dimensions: openAiDimensions,
    async embed(texts) {
      const {default: Client} = await import("openai");
      client ??= new Client({apiKey: key, baseURL: baseUrl, maxRetries: retries});
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += batch) {
        const part = texts.slice(from, from + batch);
        const {data} = await request(client, part);
        const found = new Map(data.map(({index, embedding}) => [index, embedding]));
        for (let i = 0; i < part.length; ++i) {
          const vector = found.get(i);
          if (vector?.length !== openAiDimensions) {
            throw new InputError(
              `the OpenAI API gave ${vector ? `${vector.length} numbers` : "nothing"} for "${part[i]}"`,
              {advice: "try again; earlier answers are saved"}
            );
          }
          vectors.push(Float32Array.from(vector));
        }
      }
      return vectors;
    }
  };
}

async function request(client: OpenAI, texts: readonly string[]) {
  try {
    return await client.embeddings.create({model, input: [...texts], encoding_format: "float"});
  } catch (cause) {
    const {status, message} = cause as {status?: number; message: string};
    const advice =
      status === 401
        ? "check OPENAI_API_KEY"
        : status === 429
          ? "wait, or check the quota of the account"
          : "try again later, or use --embedder local";
    throw new InputError(`the OpenAI API failed: ${message.toLowerCase()}`, {advice, cause});
  }
}
