import assert from "node:assert/strict";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {after, test} from "node:test";
import {createEmbedder, parseEmbedder} from "../../../data-loaders/classification/embedders/choose.ts";
import {
  createOpenAiEmbedder,
  estimateCost,
  openAiDimensions,
  openAiId
} from "../../../data-loaders/classification/embedders/openai.ts";
import {createTransformersEmbedder} from "../../../data-loaders/classification/embedders/transformers.ts";

/** An API that answers as OpenAI's does; the first answers are those given. */
async function api(
  ...first: {status: number; body?: unknown}[]
): Promise<{url: string; requests: {input: string[]; model: string; authorization?: string}[]; server: Server}> {
  const requests: {input: string[]; model: string; authorization?: string}[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk));
    request.on("end", () => {
      const {input, model} = JSON.parse(body) as {input: string[]; model: string};
      requests.push({input, model, authorization: request.headers.authorization});
      const answer = first.shift();
      response.writeHead(answer?.status ?? 200, {"content-type": "application/json", "retry-after-ms": "1"});
      // In no order, as an API may answer.
      const data = input
        .map((text, index) => ({
          object: "embedding",
          index,
          embedding: Array.from({length: openAiDimensions}, (_, i) => (i === text.length ? 1 : 0))
        }))
        .reverse();
      response.end(
        JSON.stringify(
          answer?.body ??
            (answer
              ? {error: {message: "no"}}
              : {object: "list", model, data, usage: {prompt_tokens: 1, total_tokens: 1}})
        )
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => server.close());
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests, server};
}

test("OpenAI is asked in batches, and asked again when it is busy", async () => {
  const {url, requests} = await api({status: 429}, {status: 503});
  const texts = Array.from({length: 600}, (_, i) => "x".repeat(1 + (i % 50)));
  const vectors = await createOpenAiEmbedder({key: "k", baseUrl: url}).embed(texts);
  assert.deepEqual(
    vectors.map((vector) => vector.indexOf(1)),
    texts.map((text) => text.length)
  );
  assert.deepEqual(
    requests.map(({input}) => input.length),
    [512, 512, 512, 88]
  );
  assert.ok(
    requests.every(({model, authorization}) => model === "text-embedding-3-large" && authorization === "Bearer k")
  );
});

test("what OpenAI refuses or answers wrongly is said with what to do", async () => {
  const before = process.env.OPENAI_API_KEY;
  delete process.env.OPENAI_API_KEY;
  assert.throws(() => createOpenAiEmbedder(), {message: "no key for the OpenAI API", advice: /set OPENAI_API_KEY/});
  if (before !== undefined) process.env.OPENAI_API_KEY = before;
  const wrongKey = await api({status: 401, body: {error: {message: "Incorrect API key"}}});
  await assert.rejects(createOpenAiEmbedder({key: "k", baseUrl: wrongKey.url}).embed(["a"]), {
    message: /incorrect api key/,
    advice: "check OPENAI_API_KEY"
  });
  const short = await api({
    status: 200,
    body: {object: "list", data: [{index: 0, embedding: [1, 2]}], model: "m", usage: {}}
  });
  await assert.rejects(createOpenAiEmbedder({key: "k", baseUrl: short.url}).embed(["a b"]), {
    message: 'the OpenAI API gave 2 numbers for "a b"'
  });
  const down = await api(...Array.from({length: 3}, () => ({status: 500})));
  await assert.rejects(createOpenAiEmbedder({key: "k", baseUrl: down.url, retries: 2}).embed(["a"]), {
    advice: /try again later/
  });
  assert.equal(down.requests.length, 3);
});

test("the cost is an upper one, and a build never spends", async () => {
  const {tokens, dollars} = estimateCost(["abcdef", "a"]);
  assert.equal(tokens, 3);
  assert.ok(dollars > 0 && dollars < 1e-6);
  const embedder = await createEmbedder({name: "openai"});
  assert.equal(embedder.id, openAiId);
  await assert.rejects(embedder.embed(["quantum dots"]), {
    message: /1 titles have no vector .* "quantum dots"/,
    advice: /npm run embed -- --embedder openai/
  });
});

test("transformers is loaded when asked for, and its absence is no stack trace", async () => {
  const library = {
    env: {allowRemoteModels: true, localModelPath: ""},
    pipeline: async (_task: string, model: string) => {
      if (model === "nothing") throw new Error("Could not locate file");
      return async (texts: string[]) => ({tolist: () => texts.map((text) => [text.length, 1, 0])});
    }
  };
  const embedder = await createTransformersEmbedder("models/MiniLM", async () => library);
  assert.equal(embedder.dimensions, 3);
  assert.equal(embedder.id, "transformers/models/MiniLM");
  assert.deepEqual(await embedder.embed(["abcd", "a"]), [Float32Array.of(4, 1, 0), Float32Array.of(1, 1, 0)]);
  await assert.rejects(
    createTransformersEmbedder("nothing", async () => library),
    {message: /no model at nothing: could not locate file/}
  );
  await assert.rejects(
    createTransformersEmbedder("x", async () => Promise.reject(new Error("ERR_MODULE_NOT_FOUND"))),
    {message: "@huggingface/transformers is not installed", advice: /npm install --no-save/}
  );
});

test("an unknown embedder, or a model too many or too few, is refused", () => {
  assert.deepEqual(parseEmbedder(undefined, undefined), {name: "local", model: undefined});
  assert.throws(() => parseEmbedder("word2vec", undefined), {message: "unknown embedder: word2vec"});
  assert.throws(() => parseEmbedder("transformers", undefined), /needs a model/);
  assert.throws(() => parseEmbedder("local", "x"), /does not apply to the embedder local/);
});
