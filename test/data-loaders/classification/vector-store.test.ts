import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import fc from "fast-check";
import {VectorStore} from "../../../data-loaders/classification/vector-store.ts";
import {tempFolder} from "../../support/temp-folder.ts";
import {fakeEmbedder} from "./fake-embedder.ts";

const root = tempFolder();

test("a miss embeds just that text, and what was made is found again", async () => {
  const [committed, extra] = [join(root, "a/committed.parquet"), join(root, "a/extra.parquet")];
  const embedder = fakeEmbedder();
  const first = await VectorStore.open({embedder, committed, extra});
  await first.commit(committed, ["one", "two"]);
  const second = await VectorStore.open({embedder, committed, extra});
  const matrix = await second.matrix(["two", "three", "one", "three"]);
  assert.deepEqual(embedder.asked, ["one", "two", "three"]);
  assert.deepEqual(matrix.subarray(32, 64), matrix.subarray(96));
  const before = readFileSync(committed);
  const third = await VectorStore.open({embedder, committed, extra});
  assert.deepEqual(await third.matrix(["two", "three", "one", "three"]), matrix);
  assert.equal(third.made, 0);
  assert.deepEqual(embedder.asked, ["one", "two", "three"]);
  assert.deepEqual(readFileSync(committed), before, "the committed file was changed by a miss");
});

test("the same vectors give the same bytes, in whatever order they came", async () => {
  const write = async (name: string, texts: string[]) => {
    const path = join(root, name);
    await (await VectorStore.open({embedder: fakeEmbedder(), committed: path})).commit(path, texts);
    return readFileSync(path);
  };
  assert.deepEqual(await write("b1", ["x", "y", "z"]), await write("b2", ["z", "x", "y", "x"]));
});

test("what was answered is kept when a later request fails", async () => {
  const extra = join(root, "c.parquet");
  const embedder = fakeEmbedder();
  const texts = Array.from({length: 3000}, (_, i) => `text ${i}`);
  const failing = {
    ...embedder,
    embed: async (some: readonly string[]) =>
      some.includes("text 2900") ? Promise.reject(new Error("down")) : embedder.embed(some)
  };
  await assert.rejects((await VectorStore.open({embedder: failing, committed: "", extra})).matrix(texts), /down/);
  assert.equal((await VectorStore.open({embedder, committed: "", extra})).missing(texts).length, 3000 - 2048);
});

test("vectors of another model or length, and what is no file of vectors, are refused", async () => {
  const committed = join(root, "d.parquet");
  await (await VectorStore.open({embedder: fakeEmbedder(), committed})).commit(committed, ["one"]);
  await assert.rejects(
    VectorStore.open({embedder: fakeEmbedder({id: "other"}), committed}),
    /holds vectors of fake@1, not of other/
  );
  await assert.rejects(
    VectorStore.open({embedder: fakeEmbedder({dimensions: 16}), committed}),
    /a vector of 32 numbers instead of 16 for "one"/
  );
  writeFileSync(join(root, "e.parquet"), "nothing");
  await assert.rejects(
    VectorStore.open({embedder: fakeEmbedder(), committed: join(root, "e.parquet")}),
    /the file holds no vectors/
  );
});

test("a stored vector points where the model's does, and is never too long", async () => {
  const dimensions = 512;
  let vectors: Float32Array[] = [];
  const embedder = {id: "x", dimensions, embed: async () => vectors};
  const value = fc.float({min: -1, max: 1, noNaN: true});
  await fc.assert(
    fc.asyncProperty(fc.array(value, {minLength: dimensions, maxLength: dimensions}), async (numbers) => {
      vectors = [Float32Array.from(numbers)];
      const stored = await (await VectorStore.open({embedder, committed: ""})).matrix(["t"]);
      const norm = (some: ArrayLike<number>) => Math.hypot(...Array.from(some));
      assert.ok(norm(stored) ** 2 < 2 ** 25);
      if (norm(numbers) > 0) {
        const cosine = numbers.reduce((sum, number, i) => sum + number * stored[i]!, 0) / norm(numbers) / norm(stored);
        // The bytes are off by half a step each: a thousandth where the numbers are spread as a model's are.
        assert.ok(
          cosine > 0.999 || norm(numbers) < 0.25 * Math.sqrt(dimensions) * Math.max(...numbers.map(Math.abs)),
          String(cosine)
        );
      }
    }),
    {numRuns: 40}
  );
});
